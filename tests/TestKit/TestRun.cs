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
    /// <param name="order">Of the classes; <see langword="null"/>: of <see cref="TestOrder.Variable"/>. The assembly's
    /// <c>TestCaseOrderer</c> orders the tests of each.</param>
    /// <param name="beforeClass">Is called with the full name of each class before its tests run; where it throws, that is a failure, and
    /// they run all the same.</param>
    public void Run(Assembly assembly, Func<string, bool> chosen, TestOrder? order = null, Action<string>? beforeClass = null)
    {
        using XunitTestFramework framework = new(this);
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, this, new TestRunOptions());
        _finished.Wait();

        IEnumerable<IGrouping<string, IXunitTestCase>> classes = _cases.Where(test => chosen(test.DisplayName))
            .GroupBy(test => test.TestMethod.TestClass.Class.Name);
        foreach (IGrouping<string, IXunitTestCase> tests in (order ?? new TestOrder()).Arrange(classes, tests => tests.Key))
        {
            Prepare(tests.Key, beforeClass);
            _finished.Reset();
            using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
            executor.RunTests(tests, this, new TestRunOptions());
            _finished.Wait();
        }
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

    private void Prepare(string testClass, Action<string>? beforeClass)
    {
        try
        {
            beforeClass?.Invoke(testClass);
        }
        catch (Exception e)
        {
            Failed++;
            output.WriteLine($"  Failed before {testClass}: {e}");
        }
    }

    private void Fail(string what, IFailureInformation failure)
    {
        Failed++;
        output.WriteLine($"  Failed {what}: {string.Join(" / ", failure.Messages)}\n{string.Join("\n", failure.StackTraces)}");
    }
}
