using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The daemon: options and seams to a generic host that SIGTERM, Ctrl-C and a closed terminal stop within three seconds.</summary>
internal static class EdgeVisionHost
{
    private static readonly TimeSpan s_shutdownLimit = TimeSpan.FromSeconds(2.5);

    /// <summary>A host that is not started.</summary>
    public static IHost Build(EdgeVisionOptions options, EdgeVisionSeams? seams = null)
    {
        seams ??= new EdgeVisionSeams();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "edgevision" });
        builder.Logging.SetMinimumLevel(options.Logging.Level).AddFilter("Microsoft", LogLevel.Warning);
        // What keeps the agent from starting is thrown, and told once and in words by who runs it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        (seams.ConfigureLogging ?? ConfigureConsole)(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdownLimit);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(options).AddSingleton(seams).AddSingleton<VisionAgent>().AddSingleton<VisionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<VisionService>());
        return builder.Build();
    }

    /// <summary>Runs until SIGTERM, Ctrl-C, SIGHUP, <paramref name="stoppingToken"/> or the end of every camera.</summary>
    /// <exception cref="ConfigurationException">The options and the model contradict each other.</exception>
    /// <exception cref="Exception">What kept the agent from starting, or the pipeline from going on.</exception>
    public static async Task RunAsync(EdgeVisionOptions options, EdgeVisionSeams? seams = null, CancellationToken stoppingToken = default)
    {
        using IHost host = Build(options, seams);
        IHostApplicationLifetime lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        // A lost ssh session must not leave a line active. Under nohup the signal is ignored, and the runtime respects that.
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        });
        try
        {
            await host.StartAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested || stoppingToken.IsCancellationRequested)
        {
            // Asked to stop before everything was up: as good an end as any, and disposing the host stops what had been started.
            return;
        }

        await host.WaitForShutdownAsync(stoppingToken);
        host.Services.GetRequiredService<VisionService>().ThrowIfFailed();
    }

    private static void ConfigureConsole(ILoggingBuilder logging)
    {
        if (SystemdJournal.IsThere)
        {
            logging.AddSystemdConsole();
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
    }
}
