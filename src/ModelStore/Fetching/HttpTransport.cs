using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>Asks servers, follows where they send within what is allowed, and puts into words what goes wrong.</summary>
internal sealed class HttpTransport : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxHeadKilobytes = 32;

    private static readonly ProductInfoHeaderValue s_agent = new("EdgeVision", typeof(HttpTransport).Assembly.GetName().Version!.ToString(3));

    private readonly HttpClient _client;
    private readonly FetchOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="UpdateException">The file of certificates cannot be used.</exception>
    public HttpTransport(FetchOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseHeadersLength = MaxHeadKilobytes,
            UseCookies = false,
            // What is left of an answer nobody reads is not waited for.
            MaxResponseDrainSize = 0,
        };
        if (options.Proxy is not null)
            handler.Proxy = new WebProxy(options.Proxy);
        if (options.CaFile is not null)
            handler.SslOptions.CertificateChainPolicy = Trusting(options.CaFile);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for a file, up to the end of the answer's head.</summary>
    /// <param name="prepare">Adds conditions to the question.</param>
    /// <returns>An answer that sends nowhere else; its code may be any other.</returns>
    /// <exception cref="UpdateException">There is no answer, or none that may be followed.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, Action<HttpRequestHeaders>? prepare, CancellationToken cancellationToken)
    {
        SourceAddress.Require(url, _options.AllowPlainHttp);
        for (int redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            HttpResponseMessage answer = await SendAsync(url, prepare, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                return answer;

            using (answer)
                url = SourceAddress.Redirected(url, answer.Headers.Location, _options.AllowPlainHttp);
        }

        throw new UpdateException(
            UpdateReason.Unreachable, $"{SourceAddress.Shown(url)}: it was sent on more than {MaxRedirects} times; look at the server.", isTransient: false);
    }

    /// <summary>Puts an answer that brings no file into words.</summary>
    public UpdateException Refusal(Uri url, HttpResponseMessage answer)
    {
        int code = (int)answer.StatusCode;
        string what = $"{SourceAddress.Shown(url)}: the server answers {code}";
        return code switch
        {
            404 or 410 => new UpdateException(UpdateReason.NotFound, $"{what}, there is no such file; look at the address."),
            408 or 425 or 429 or >= 500 => new UpdateException(UpdateReason.Unreachable, $"{what}; it is tried again.") { RetryAfter = PauseOf(answer) },
            401 or 403 or 407 => new UpdateException(
                UpdateReason.Unreachable, $"{what}, this machine may not have it; look at the address and the server's rules.", isTransient: false),
            _ => new UpdateException(UpdateReason.Unreachable, $"{what}, which is no file; look at the address and the server.", isTransient: false),
        };
    }

    /// <summary>Runs one step of a transfer that must not take longer than the limit without a byte.</summary>
    /// <exception cref="UpdateException">It did, or the connection was lost.</exception>
    public async Task<T> WithinIdleAsync<T>(Uri url, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            return await step(both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A connection that takes too long ends this way as well.
            throw new UpdateException(
                idle.IsCancellationRequested ? UpdateReason.Stalled : UpdateReason.Unreachable,
                idle.IsCancellationRequested
                    ? $"{SourceAddress.Shown(url)}: nothing came for {_options.IdleTimeout.TotalSeconds} s; it is tried again."
                    : $"{SourceAddress.Shown(url)}: no connection within {_options.ConnectTimeout.TotalSeconds} s; look at address and network.",
                exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // A connection that is cut because nobody wants it any more.
            cancellationToken.ThrowIfCancellationRequested();
            throw new UpdateException(UpdateReason.Unreachable, $"{SourceAddress.Shown(url)}: {Words(exception)}", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Words(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
                return $"its TLS is not trusted ({cause.Message.TrimEnd('.')}); look at its certificate, the file of certificates, and this machine's clock.";
        }

        return $"the connection failed ({exception.Message.TrimEnd('.')}); it is tried again, look at address, network and proxy if that lasts.";
    }

    private static X509ChainPolicy Trusting(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(caFile);
        }
        catch (Exception exception) when (exception is CryptographicException || StoreFailure.Is(exception))
        {
            throw new UpdateException(
                UpdateReason.Unreachable,
                $"{caFile}: no certificates can be read from it ({exception.Message.TrimEnd('.')}); it is to be a PEM file.",
                exception,
                isTransient: false);
        }

        if (policy.CustomTrustStore.Count == 0)
            throw new UpdateException(UpdateReason.Unreachable, $"{caFile}: it holds no certificate in PEM form.", isTransient: false);
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }

    private Task<HttpResponseMessage> SendAsync(Uri url, Action<HttpRequestHeaders>? prepare, CancellationToken cancellationToken) =>
        WithinIdleAsync(
            url,
            async both =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, url);
                question.Headers.UserAgent.Add(s_agent);
                question.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
                prepare?.Invoke(question.Headers);
                return await _client.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, both);
            },
            cancellationToken);

    private TimeSpan? PauseOf(HttpResponseMessage answer)
    {
        RetryConditionHeaderValue? asked = answer.Headers.RetryAfter;
        TimeSpan? pause = asked?.Delta ?? (asked?.Date - _time.GetUtcNow());
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
