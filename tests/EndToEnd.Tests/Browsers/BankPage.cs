using Cardline.EndToEnd.Tests.Clients;
using Cardline.TestKit.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cardline.EndToEnd.Tests.Browsers;

/// <summary>A bank's page on an origin of its own, with Microsoft's Web Chat as it comes from npm.</summary>
internal sealed class BankPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BankPage(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Gets its address.</summary>
    public Uri Address { get; }

    /// <summary>Starts serving.</summary>
    public static async Task<BankPage> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        app.Urls.Add(address.ToString());
        app.MapGet("/", () => Results.File(Path.Combine(NodeClient.Folder, "webchat.html"), "text/html"));
        app.MapGet("/webchat.js", () => Results.File(
            Path.Combine(NodeClient.Folder, "node_modules", "botframework-webchat", "dist", "webchat.js"), "text/javascript"));
        await app.StartAsync();
        return new BankPage(app, address);
    }

    /// <summary>Makes the page's address with a token in it.</summary>
    public Uri With(string domain, string token, string locale) =>
        new(Address, $"?domain={Uri.EscapeDataString(domain)}&token={Uri.EscapeDataString(token)}&locale={locale}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
