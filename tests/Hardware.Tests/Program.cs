using EdgeVision.Hardware.Tests;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

[assembly: TestCaseOrderer("EdgeVision.TestKit.TestOrder", "EdgeVision.TestKit")]

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: NAME-PART... | -NAME-PART...      runs the tests whose full name holds one of the parts, or none of them, in this machine, "
        + "as root: it must be the virtual one");
    return 64;
}

if (!VirtualMachine.IsHere)
{
    Console.Error.WriteLine("These tests install packages, pull out cameras and stop services. They run in the virtual machine only: ./test --vm");
    return 69;
}

TestOrder order;
try
{
    order = new TestOrder();
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 64;
}

using TestRun run = new(Console.Out);
int unknown = 0;
bool exclude = args.All(name => name.StartsWith('-'));
run.Run(
    typeof(VirtualMachine).Assembly,
    test => exclude ? !args.Any(name => test.Contains(name[1..], StringComparison.Ordinal)) : args.Any(name => test.Contains(name, StringComparison.Ordinal)),
    order,
    // What a power cut leaves is looked at as it is.
    testClass => { if (testClass != typeof(PowerCutTests).FullName) VirtualMachine.MakeReady(); });
foreach (string name in args.Where(name => !run.Names.Any(test => test.Contains(name.TrimStart('-'), StringComparison.Ordinal))))
{
    Console.WriteLine($"  Failed: no test's name holds {name.TrimStart('-')}");
    unknown++;
}

IReadOnlyList<string> unprovoked = UnprovokedLines.Find(Journal.SinceBoot);
foreach (string line in unprovoked)
    Console.WriteLine($"  Failed: no test provokes this line of the journal: {line}");
int failed = run.Failed + unprovoked.Count + unknown;
Console.WriteLine($"  {run.Passed} passed, {failed} failed, {run.Skipped} skipped");
return failed == 0 && run.Passed > 0 ? 0 : 1;
