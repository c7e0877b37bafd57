using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>A mosquitto of the benchmark's own: loopback only, a free port, nothing kept, gone with this object.</summary>
internal sealed class MosquittoProcess : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private MosquittoProcess(DirectoryInfo folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts the broker and waits until it accepts connections.</summary>
    /// <exception cref="DllNotFoundException">mosquitto is not installed.</exception>
    /// <exception cref="IOException">No temporary folder can be made, or mosquitto ended or did not answer; the message carries its last words.</exception>
    public static MosquittoProcess Start()
    {
        string program = FindProgram();
        int port = FreePort();
        DirectoryInfo folder = CreateFolder();
        try
        {
            string configuration = Path.Combine(folder.FullName, "mosquitto.conf");
            File.WriteAllText(configuration,
                string.Create(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type error\n"));
            // As root mosquitto changes to a user of its own, who must be able to read its configuration.
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

            Process process = Process.Start(
                new ProcessStartInfo(program, ["-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })
                ?? throw new IOException($"{program} did not start.");
            var broker = new MosquittoProcess(folder, process, port);
            try
            {
                broker.WaitUntilItAccepts();
                return broker;
            }
            catch
            {
                broker.Dispose();
                throw;
            }
        }
        catch when (folder.Exists)
        {
            Delete(folder);
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Delete(_folder);
    }

    private static DirectoryInfo CreateFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("edgevision-bench-");
        }
        // The runtime's words name neither the folder nor, at times, the reason.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"no folder can be made in {Path.GetTempPath()} for the benchmark's broker; set TMPDIR to a folder that exists and can be written.", e);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        folder.Refresh();
        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    private static string FindProgram()
    {
        string[] folders = [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/usr/local/sbin"];
        return folders.Select(folder => Path.Combine(folder, "mosquitto")).FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException("The MQTT broker mosquitto is not installed: sudo apt-get install mosquitto");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitUntilItAccepts()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_process.HasExited)
                throw new IOException($"mosquitto ended at once: {_process.StandardError.ReadToEnd().Trim()}");

            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(start) < s_startLimit)
            {
                Thread.Sleep(20);
            }
            catch (SocketException error)
            {
                throw new IOException($"mosquitto did not accept connections on port {Port} within {s_startLimit.TotalSeconds} s.", error);
            }
        }
    }
}
