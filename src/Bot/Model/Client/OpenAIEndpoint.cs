using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Azure.Identity;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace Cardline.Bot.Model.Client;

/// <summary>The configured endpoint: one pool of connections, one way to sign in, and no retries of its own, for the guard's are the only ones.</summary>
internal sealed class OpenAIEndpoint : IDisposable
{
    /// <summary>The scope of an Entra ID token for a model of Azure.</summary>
    public const string EntraScope = "https://cognitiveservices.azure.com/.default";

    /// <summary>Longest that one answer may be silent, for callers that come with no limit of their own; the guard's are shorter.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly OpenAIClientOptions settings;
    private readonly AuthenticationPolicy signIn;

    /// <summary>Makes the pool; connects to nothing yet.</summary>
    public OpenAIEndpoint(IOptions<ModelOptions> options)
    {
        var model = options.Value;
        Address = model.Endpoint ?? throw new ArgumentException("Without Model:Endpoint there is no endpoint.", nameof(options));
        http = new HttpClient(new AnswerDoor(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,

            // No trace ids or baggage of a cardholder's request go to somebody else's machine.
            ActivityHeadersPropagator = System.Diagnostics.DistributedContextPropagator.CreateNoOutputPropagator(),
        }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        settings = new OpenAIClientOptions
        {
            Endpoint = Address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = SilenceMax,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
            EnableDistributedTracing = false,
        };
        signIn = SignInFor(model);
    }

    /// <summary>The base address.</summary>
    public Uri Address { get; }

    /// <summary>The provider's name as OpenTelemetry's conventions write it.</summary>
    public string Provider => IsAzure(Address) ? "azure.ai.openai" : "openai";

    /// <summary>The package's client for a chat model.</summary>
    public ChatClient Chat(string model)
    {
#pragma warning disable OPENAI001 // The only way to sign in with a token of Entra ID, or with nothing; the architecture keeps the package behind this folder.
        return new ChatClient(model, signIn, settings);
#pragma warning restore OPENAI001
    }

    /// <summary>The package's client for an embedding model.</summary>
    public EmbeddingClient Embedding(string model)
    {
#pragma warning disable OPENAI001 // As above.
        return new EmbeddingClient(model, signIn, settings);
#pragma warning restore OPENAI001
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static bool IsAzure(Uri address) =>
        address.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".azure.us", StringComparison.OrdinalIgnoreCase)
        || address.Host.EndsWith(".azure.cn", StringComparison.OrdinalIgnoreCase);

    private static AuthenticationPolicy SignInFor(ModelOptions model) => model switch
    {
        { EntraId: true } => new BearerTokenPolicy(new DefaultAzureCredential(), EntraScope),
        { Key: { Length: > 0 } key } => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key)),
        _ => new NoSignIn(),
    };

    /// <summary>For a bank's own server that asks for no key.</summary>
    private sealed class NoSignIn : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }
}
