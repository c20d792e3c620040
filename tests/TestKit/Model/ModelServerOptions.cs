namespace Cardline.TestKit.Model;

/// <summary>How a <see cref="ModelServer"/> is set up.</summary>
public sealed class ModelServerOptions
{
    /// <summary>Gets the only key that is taken, as <c>Authorization: Bearer</c> and, on Azure's path, as <c>api-key</c> too. Null takes any request, as a bank's own server may.</summary>
    public string? Key { get; init; } = "key-of-the-tests";

    /// <summary>Gets the port on 127.0.0.1; 0 for a free one. Naming one lets a server come back where it was.</summary>
    public int Port { get; init; }

    /// <summary>Gets the models it has.</summary>
    public IReadOnlyList<FakeModel> Models { get; init; } = FakeModel.Usual;

    /// <summary>Gets what answers a chat request that the API would take; the default says back what was said last.</summary>
    public Func<ModelRequest, ModelAnswer> Chat { get; init; } = ModelAnswer.Echo;

    /// <summary>Gets what answers an embedding request that the API would take; the default gives the vectors of <see cref="WordVectors"/>.</summary>
    public Func<ModelRequest, ModelAnswer> Embed { get; init; } = _ => ModelAnswer.Vectors();

    /// <summary>Gets the most bytes of a request; more is answered 413.</summary>
    public int BodyBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Gets how many requests are kept; older ones are forgotten.</summary>
    public int RequestsKeptMax { get; init; } = 2_000;

    /// <summary>Gets the clock of the waits and of the times in answers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
