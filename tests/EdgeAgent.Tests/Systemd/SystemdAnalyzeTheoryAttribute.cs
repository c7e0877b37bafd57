using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

/// <summary>A theory that needs systemd-analyze, and says so when it is skipped without it.</summary>
public sealed class SystemdAnalyzeTheoryAttribute : TheoryAttribute
{
    public SystemdAnalyzeTheoryAttribute()
    {
        if (DebianProgram.Find("systemd-analyze") is null)
            Skip = "needs systemd-analyze: sudo apt-get install --no-install-recommends systemd";
    }
}
