using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Cardline.Bot.Tests.Model;

/// <summary>Listens to the figures of the model. Other tests run at the same time, so it looks only at one use or model name.</summary>
internal sealed class Causes : IDisposable
{
    private readonly MeterListener listener = new();

    public Causes()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name.StartsWith("gen_ai.", StringComparison.Ordinal) || instrument.Name.StartsWith("cardline.model.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Seen.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Seen.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.Start();
    }

    public ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Seen { get; } = new();

    public void Dispose() => listener.Dispose();
}
