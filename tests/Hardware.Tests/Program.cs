using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: NAME-PART... | -NAME-PART...      runs the tests whose full name holds one of the parts, or none of them, in this machine, as root: it must be the virtual one");
    return 64;
}

if (!VirtualMachine.IsHere)
{
    Console.Error.WriteLine("These tests install packages, pull out cameras and stop services. They run in the virtual machine only: ./test --vm");
    return 69;
}

using TestRun run = new(Console.Out);
bool exclude = args.All(name => name.StartsWith('-'));
run.Run(typeof(VirtualMachine).Assembly, test => exclude
    ? !args.Any(name => test.Contains(name[1..], StringComparison.Ordinal))
    : args.Any(name => test.Contains(name, StringComparison.Ordinal)));
Console.WriteLine($"  {run.Passed} passed, {run.Failed} failed, {run.Skipped} skipped");
return run.Failed == 0 && run.Passed > 0 ? 0 : 1;
