using System.Net;

namespace EdgeVision.TestKit;

/// <summary>An HTTP server of the files in a folder, which can hold them back.</summary>
public sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly ManualResetEventSlim _whole = new(true);
    private readonly int _port = LoopbackPort.FindFree();
    private int _questions;

    /// <summary>Serves what is in the folder at each question.</summary>
    public FileServer(string folder)
    {
        _folder = folder;
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Answered instead of any file; <see langword="null"/>: files are.</summary>
    public int? Status { get; set; }

    /// <summary>Questions so far.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>Where a file is.</summary>
    public string UrlOf(string name) => $"http://127.0.0.1:{_port}/{name}";

    /// <summary>Of each file only the first half is sent, until <see cref="LetGo"/>.</summary>
    public void Hold() => _whole.Reset();

    /// <summary>Sends the rest.</summary>
    public void LetGo() => _whole.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        _whole.Set();
        _listener.Close();
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext question = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(question));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext question)
    {
        Interlocked.Increment(ref _questions);
        string path = Path.Combine(_folder, Path.GetFileName(question.Request.Url!.LocalPath));
        try
        {
            using HttpListenerResponse answer = question.Response;
            if (Status is not null || !File.Exists(path))
            {
                answer.StatusCode = Status ?? 404;
                return;
            }

            byte[] bytes = File.ReadAllBytes(path);
            answer.ContentLength64 = bytes.Length;
            answer.OutputStream.Write(bytes, 0, bytes.Length / 2);
            answer.OutputStream.Flush();
            _whole.Wait();
            answer.OutputStream.Write(bytes, bytes.Length / 2, bytes.Length - (bytes.Length / 2));
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Whoever asked is gone.
        }
    }
}
