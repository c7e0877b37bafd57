using EdgeVision.EdgeAgent.Cli;

return await EdgeVisionCommand.RunAsync(args);
