using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

/// <summary>A fact that needs systemd-analyze, and says so when it is skipped without it.</summary>
public sealed class SystemdAnalyzeFactAttribute : FactAttribute
{
    public SystemdAnalyzeFactAttribute()
    {
        if (DebianProgram.Find("systemd-analyze") is null)
            Skip = "needs systemd-analyze: sudo apt-get install --no-install-recommends systemd";
    }
}
