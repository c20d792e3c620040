using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Operations;

/// <summary>Takes what a server exports, as a collector of figures would, and keeps it as text: names stand in it as they are.</summary>
internal sealed class Collector : IDisposable
{
    private const int BodiesMax = 200;
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> bodies = new();
    private readonly Task taking;

    public Collector()
    {
        Address = $"http://127.0.0.1:{LoopbackPort.Free()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        taking = TakeAsync();
    }

    public string Address { get; }

    /// <summary>Gets everything that came.</summary>
    public string Text => string.Concat(bodies);

    public void Dispose()
    {
        listener.Close();
        taking.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                if (bodies.Count < BodiesMax && context.Request.Url!.AbsolutePath == "/v1/metrics")
                {
                    bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
