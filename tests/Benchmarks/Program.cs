using BenchmarkDotNet.Running;
using EdgeVision.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ConvolutionShape).Assembly).Run(args, new KernelConfig());
