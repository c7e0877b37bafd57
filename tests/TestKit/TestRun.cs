using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EdgeVision.TestKit;

/// <summary>Runs the tests of an assembly in this process, one after the other, where there is no test host: in an emulator, in a virtual machine.</summary>
public sealed class TestRun(TextWriter output) : IMessageSink, IDisposable
{
    private readonly List<IXunitTestCase> _cases = [];
    private readonly ManualResetEventSlim _finished = new();

    /// <summary>Full names of all tests there are. Valid after <see cref="Run"/>.</summary>
    public IEnumerable<string> Names => _cases.Select(test => test.DisplayName);

    /// <summary>Tests that passed.</summary>
    public int Passed { get; private set; }

    /// <summary>Tests that failed, and classes that could not be made or disposed of.</summary>
    public int Failed { get; private set; }

    /// <summary>Tests that were skipped.</summary>
    public int Skipped { get; private set; }

    /// <summary>Runs the tests whose full name <paramref name="chosen"/> accepts.</summary>
    public void Run(Assembly assembly, Func<string, bool> chosen)
    {
        using XunitTestFramework framework = new(this);
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, this, new TestRunOptions());
        _finished.Wait();
        _finished.Reset();

        using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(_cases.Where(test => chosen(test.DisplayName)), this, new TestRunOptions());
        _finished.Wait();
    }

    /// <inheritdoc/>
    public void Dispose() => _finished.Dispose();

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage { TestCase: IXunitTestCase test }:
                _cases.Add(test);
                break;
            case ITestPassed test:
                Passed++;
                output.WriteLine($"  {test.Test.DisplayName} ({test.ExecutionTime:F1} s)");
                break;
            case ITestSkipped test:
                Skipped++;
                output.WriteLine($"  Skipped {test.Test.DisplayName}: {test.Reason}");
                break;
            case ITestFailed test:
                Fail(test.Test.DisplayName, test);
                break;
            case IErrorMessage error:
                Fail("an error outside of the tests", error);
                break;
            case IFailureInformation failure:
                Fail(message.GetType().Name, failure);
                break;
            case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                _finished.Set();
                break;
        }

        return true;
    }

    private void Fail(string what, IFailureInformation failure)
    {
        Failed++;
        output.WriteLine($"  Failed {what}: {string.Join(" / ", failure.Messages)}\n{string.Join("\n", failure.StackTraces)}");
    }
}
