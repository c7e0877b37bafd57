using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Logging;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The daemon: options and seams to a generic host that SIGTERM, Ctrl-C and a closed terminal stop within three seconds.</summary>
internal static class EdgeVisionHost
{
    private static readonly TimeSpan s_shutdownLimit = TimeSpan.FromSeconds(2.5);

    /// <summary>A host that is not started.</summary>
    /// <param name="read">Reads the configuration again; <see langword="null"/>: there is nothing to read it from.</param>
    public static IHost Build(EdgeVisionOptions options, EdgeVisionSeams? seams = null, Func<EdgeVisionOptions>? read = null)
    {
        seams ??= new EdgeVisionSeams();
        var threshold = new LogThreshold(options.Logging.Level);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "edgevision" });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter((_, level) => threshold.Lets(level)).AddFilter("Microsoft", LogLevel.Warning);
        // What keeps the agent from starting is thrown, and told once and in words by who runs it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        (seams.ConfigureLogging ?? ConfigureConsole)(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdownLimit);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(options).AddSingleton(seams).AddSingleton(seams.Time).AddSingleton(threshold).AddSingleton(read ?? (() => options));
        builder.Services.AddSingleton(_ => seams.OpenNotifier()).AddSingleton<SystemdWatchdog>();
        builder.Services.AddSingleton<PipelineMetrics>();
        AddModels(builder.Services, options, seams);
        builder.Services.AddSingleton(
            static services => new StatusReport(() => services.GetRequiredService<AgentSuccession>().Current, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ConfigurationReload>().AddSingleton<VisionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<VisionService>());
        return builder.Build();
    }

    /// <summary>
    /// Runs until SIGTERM, Ctrl-C, <paramref name="stoppingToken"/> or the end of every camera. Reads the configuration again at SIGHUP where systemd is
    /// there, and ends at it elsewhere.
    /// </summary>
    /// <param name="read">Reads the configuration, now and at each reload.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong, or it and the model contradict each other.</exception>
    /// <exception cref="Exception">What kept the agent from starting, or the pipeline from going on.</exception>
    public static async Task RunAsync(Func<EdgeVisionOptions> read, EdgeVisionSeams? seams = null, CancellationToken stoppingToken = default)
    {
        using var hangUp = new HangUpSignal();
        using IHost host = Build(read(), seams, read);
        IHostApplicationLifetime lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        VisionService service = host.Services.GetRequiredService<VisionService>();
        using var lastResort = new LastResort(
            host.Services.GetRequiredService<AgentSuccession>().Stop, host.Services.GetRequiredService<ILogger<LastResort>>());
        hangUp.Handle(service.HangUp);
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
        service.ThrowIfFailed();
    }

    /// <summary>Runs with options that never change.</summary>
    /// <inheritdoc cref="RunAsync(Func{EdgeVisionOptions}, EdgeVisionSeams?, CancellationToken)"/>
    public static Task RunAsync(EdgeVisionOptions options, EdgeVisionSeams? seams = null, CancellationToken stoppingToken = default) =>
        RunAsync(() => options, seams, stoppingToken);

    /// <summary>
    /// The agents open their model by the updater, which puts others into whichever agent runs: each needs the other when it is used, not when it is
    /// made.
    /// </summary>
    private static void AddModels(IServiceCollection services, EdgeVisionOptions options, EdgeVisionSeams seams)
    {
        Version version = typeof(EdgeVisionHost).Assembly.GetName().Version!;
        services.AddSingleton(provider => new Lazy<ModelUpdater>(provider.GetRequiredService<ModelUpdater>));
        services.AddSingleton<IModelUpdates>(provider => new BrokerModelUpdates(
            provider.GetRequiredService<Lazy<ModelUpdater>>(),
            () => provider.GetRequiredService<AgentSuccession>().Options.DeviceName,
            version.ToString(fieldCount: 3),
            seams.Time));
        services.AddSingleton(provider => new AgentSuccession(
            options,
            seams,
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<PipelineMetrics>(),
            provider.GetRequiredService<SystemdWatchdog>(),
            (configured, isFirst, stoppingToken) => provider.GetRequiredService<ModelUpdater>().Open(
                configured.Inference.Model,
                configured.ModelUpdates,
                isFirst,
                place => seams.OpenModel(configured.Inference with { Model = place }),
                stoppingToken),
            configured => provider.GetRequiredService<ModelUpdater>().IsRunning(configured.Inference.Model, configured.ModelUpdates),
            provider.GetRequiredService<IModelUpdates>()));
        services.AddSingleton(provider =>
        {
            var logger = provider.GetRequiredService<ILogger<ModelUpdater>>();
            return new ModelUpdater(
                new ModelSeat(provider.GetRequiredService<AgentSuccession>(), seams),
                new ModelLibrary(options.ModelUpdates.Store ?? seams.FindStore(), logger),
                options.Inference.Model,
                options.ModelUpdates,
                version,
                seams.Time,
                logger);
        });
    }

    private static void ConfigureConsole(ILoggingBuilder logging)
    {
        if (SystemdJournal.IsThere)
            LogDestination.AddJournal(logging);
        else
            LogDestination.AddText(logging);
    }
}
