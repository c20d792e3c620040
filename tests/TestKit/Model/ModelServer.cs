using System.Net;
using Cardline.TestKit.Model.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cardline.TestKit.Model;

/// <summary>
/// A scripted server on 127.0.0.1 that speaks the OpenAI API on the wire: chat completions whole and streamed, embeddings, models, under
/// <see cref="Address"/> and, as Azure has them, under <see cref="AzureAddress"/>. It refuses what the real API would refuse and answers the rest as
/// it is told to. The handlers may be changed at any time; they are called on the server's threads, several at once.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly ModelServerOptions _options;
    private readonly RequestBook _book;
    private readonly CancellationTokenSource _ended = new();
    private readonly WebApplication _app;
    private volatile Func<ModelRequest, ModelAnswer> _chat;
    private volatile Func<ModelRequest, ModelAnswer> _embed;
    private volatile Exception? _fault;

    private ModelServer(ModelServerOptions options)
    {
        (_options, _book) = (options, new RequestBook(options.RequestsKeptMax));
        (_chat, _embed) = (options.Chat, options.Embed);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Gets the base address, ending in <c>/v1/</c>.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/v1/");

    /// <summary>Gets the base address as Azure has it, ending in <c>/openai/v1/</c>.</summary>
    public Uri AzureAddress => new($"http://127.0.0.1:{Port}/openai/v1/");

    /// <summary>Gets the port.</summary>
    public int Port { get; private set; }

    /// <summary>Gets or sets what answers chat requests.</summary>
    public Func<ModelRequest, ModelAnswer> Chat
    {
        get => _chat;
        set => _chat = value;
    }

    /// <summary>Gets or sets what answers embedding requests.</summary>
    public Func<ModelRequest, ModelAnswer> Embed
    {
        get => _embed;
        set => _embed = value;
    }

    /// <summary>Gets the last requests, oldest first, refused ones included.</summary>
    public IReadOnlyList<ModelRequest> Requests => _book.Kept;

    /// <summary>Gets how many requests ever came.</summary>
    public int RequestsTotal => _book.Total;

    /// <summary>Gets how many requests are being answered now.</summary>
    public int OpenNow => _book.Open;

    /// <summary>Gets how many requests were being answered at once at most.</summary>
    public int OpenMost => _book.OpenMost;

    /// <summary>Gets what a handler threw last; such a request is answered 500. Null when none did.</summary>
    public Exception? Fault => _fault;

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static ModelServer Start(ModelServerOptions? options = null)
    {
        var server = new ModelServer(options ?? new ModelServerOptions());
        server._app.Start();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    /// <summary>Starts a server whose chat is answered by this handler.</summary>
    public static ModelServer Start(Func<ModelRequest, ModelAnswer> chat) => Start(new ModelServerOptions { Chat = chat });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ended.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var began = _options.Clock.GetTimestamp();
        var request = new ModelRequest(
            _book.Begin(), _options.Clock.GetUtcNow(), context.Request.Method, context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ended.Token);
        context.Response.OnStarting(() =>
        {
            ResponseHeaders.Add(context.Response, request, _options.Clock.GetElapsedTime(began));
            return Task.CompletedTask;
        });
        try
        {
            await new Reception(_options, _chat, _embed, fault => _fault = fault).TakeAsync(context, request, _book, either.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client left, or the server ends in the middle of a stall; either way nobody listens. A connection that the script cut does not come here.
            if (!_ended.IsCancellationRequested)
            {
                request.Left();
            }

            context.Abort();
        }
        finally
        {
            _book.End();
        }
    }
}
