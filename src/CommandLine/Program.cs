using EdgeVision.CommandLine;
using EdgeVision.Inference.Sessions.OnnxRuntime;

OnnxRuntimeTelemetry.Forbid();
return await EdgeVisionCommand.RunAsync(args);
