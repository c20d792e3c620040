using System.Text.Json;

namespace Cardline.TestKit.Model;

/// <summary>One request that reached a <see cref="ModelServer"/>, refused ones included.</summary>
public sealed class ModelRequest
{
    private volatile bool _hungUp;
    private volatile int _status;

    internal ModelRequest(int number, DateTimeOffset at, string method, string path, IReadOnlyDictionary<string, string> headers) =>
        (Number, At, Method, Path, Headers) = (number, at, method, path, headers);

    /// <summary>Gets its number, from 1, in the order of arrival.</summary>
    public int Number { get; }

    /// <summary>Gets when it came.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path, such as <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the headers; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the parsed body; an undefined element when there is none or it cannot be parsed.</summary>
    public JsonElement Body { get; internal set; }

    /// <summary>Gets the status it was answered with; 0 while no answer has begun.</summary>
    public int Status => _status;

    /// <summary>Gets the code of the error it was refused with before any handler saw it; null when a handler was asked.</summary>
    public string? Refusal { get; internal set; }

    /// <summary>Gets a value indicating whether the client left before the answer was whole.</summary>
    public bool HungUp => _hungUp;

    /// <summary>Gets a value indicating whether it came over Azure's path.</summary>
    public bool Azure => Path.StartsWith("/openai/", StringComparison.Ordinal);

    /// <summary>Gets the model or deployment it names.</summary>
    public string Model => Body.Text("model") ?? "";

    /// <summary>Gets a value indicating whether server-sent events are wanted.</summary>
    public bool Streamed => Body.Is("stream");

    /// <summary>Gets the messages of a chat request.</summary>
    public IReadOnlyList<ModelMessage> Messages => [.. Body.Items("messages").Select(ModelMessage.Of)];

    /// <summary>Gets the words of all messages.</summary>
    public string AllText => string.Join('\n', Messages.Select(message => message.Text));

    /// <summary>Gets the words of the last message of a user; empty when there is none.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == "user")?.Text ?? "";

    /// <summary>Gets the texts of an embedding request.</summary>
    public IReadOnlyList<string> Inputs => Body.Text("input") is { } one ? [one] : [.. Body.Items("input").Where(IsText).Select(item => item.GetString()!)];

    /// <summary>Gets the names of the tools that are offered.</summary>
    public IReadOnlyList<string> ToolNames => [.. Body.Items("tools").Select(tool => tool.Field("function")?.Text("name")).OfType<string>()];

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Method} {Path} {Status}{(HungUp ? " hung up" : "")}";

    internal void Answered(int status) => _status = status;

    internal void Left() => _hungUp = true;

    private static bool IsText(JsonElement item) => item.ValueKind == JsonValueKind.String;
}
