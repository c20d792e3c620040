using Cardline.Bot.Conversations;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Cardline.Bot.Operations;

/// <summary>
/// Sends what is measured to a collector, over OTLP, when the usual variables name one. It reads no more of them than that:
/// protocol, headers and interval are the exporter's own business. A collector that is away costs its figures and nothing else.
/// </summary>
internal sealed class MetricExport(IConfiguration settings, NodeName node) : IHostedService, IDisposable
{
    /// <summary>Longest that the last figures may take on the way out.</summary>
    public static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(2);

    /// <summary>Variables of which one turns the export on.</summary>
    public static readonly IReadOnlyList<string> Addresses = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private MeterProvider? export;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Addresses.Any(name => settings[name] is { Length: > 0 }))
        {
            export = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("cardline", serviceInstanceId: node.Id).AddEnvironmentVariableDetector())
                .AddMeter(Instruments.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        export is null ? Task.CompletedTask : Task.Run(() => export.Shutdown((int)LastWithin.TotalMilliseconds), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => export?.Dispose();
}
