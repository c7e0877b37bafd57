namespace EdgeVision.EdgeAgent.Cli;

/// <summary>What a finished command tells its caller; the numbers of BSD's <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command line makes no sense (EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>A model or picture is not what it says it is (EX_DATAERR).</summary>
    public const int BadInput = 65;

    /// <summary>A file or device is not there or cannot be read (EX_NOINPUT).</summary>
    public const int NoInput = 66;

    /// <summary>A program or library this machine lacks (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>A defect of this program (EX_SOFTWARE).</summary>
    public const int Defect = 70;

    /// <summary>A file cannot be written (EX_IOERR).</summary>
    public const int CannotWrite = 74;

    /// <summary>Done as far as it could be now, not everywhere; what is left can be asked for again (EX_TEMPFAIL).</summary>
    public const int Later = 75;

    /// <summary>Boards have refused what they were asked for, or failed at it (EX_PROTOCOL: the other side's answer).</summary>
    public const int BoardsFailed = 76;

    /// <summary>The configuration is wrong (EX_CONFIG); systemd does not restart after it.</summary>
    public const int BadConfiguration = 78;

    /// <summary>Ended by Ctrl-C, as a shell reports it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
