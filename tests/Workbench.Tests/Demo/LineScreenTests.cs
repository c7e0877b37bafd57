using EdgeVision.Workbench.Demo;

namespace EdgeVision.Workbench.Tests.Demo;

[Collection(AloneInTheProcess.Name)]
public sealed class LineScreenTests
{
    [Fact]
    public void ConcludesInWordsThatFitEveryTask()
    {
        TextWriter before = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            new LineScreen(json: false).Conclude(new DemoSummary(7, 5, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3), 1, 2, 9, 4));
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.EndsWith("9 MQTT messages received back (4 of frames).", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }
}
