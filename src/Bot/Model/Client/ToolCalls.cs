using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Client;

/// <summary>The functions that a model may ask for in one loop, and how one round of calls is run.</summary>
internal sealed class ToolCalls
{
    /// <summary>Most characters of a result that the model reads.</summary>
    public const int ResultCharsMax = 16_000;

    private readonly Dictionary<string, AITool> offered = new(StringComparer.Ordinal);

    /// <summary>Reads what the options offer; of two tools with one name the first counts.</summary>
    public ToolCalls(ChatOptions? options)
    {
        foreach (var tool in options?.Tools ?? [])
        {
            offered.TryAdd(tool.Name, tool);
        }
    }

    /// <summary>Whether there is anything to call.</summary>
    public bool Any => offered.Count > 0;

    /// <summary>Lists the calls of a reply.</summary>
    public static List<FunctionCallContent> In(IEnumerable<ChatMessage> messages) => [.. messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];

    /// <summary>Takes out of the last message the calls that nobody will answer.</summary>
    public static List<ChatMessage> Unasked(List<ChatMessage> messages)
    {
        if (messages is [.., var last])
        {
            last.Contents = [.. last.Contents.Where(content => content is not FunctionCallContent)];
        }

        return messages;
    }

    /// <summary>Says whether a call is of a tool that was declared without a way to run it: then the caller runs it, and the loop ends.</summary>
    public bool AnyForTheCaller(List<FunctionCallContent> calls) => calls.Exists(call => offered.GetValueOrDefault(call.Name) is AIFunctionDeclaration and not AIFunction);

    /// <summary>Runs the calls one after the other, and gives every one of them a result.</summary>
    public async Task<ChatMessage> RunAsync(List<FunctionCallContent> calls, int callsMax, CancellationToken cancel)
    {
        var results = new ChatMessage(ChatRole.Tool, []) { MessageId = Guid.NewGuid().ToString("N") };
        for (var i = 0; i < calls.Count; i++)
        {
            var result = i < callsMax ? await RunAsync(calls[i], cancel) : $"Error: more than {callsMax} calls at once; this one was not run.";
            results.Contents.Add(Cut(new FunctionResultContent(calls[i].CallId, result)));
        }

        return results;
    }

    /// <summary>An object is as long as the words that the model would read of it; one that is too long becomes the beginning of them.</summary>
    private static FunctionResultContent Cut(FunctionResultContent result) =>
        ChatRequests.TextOf(result) is { Length: > ResultCharsMax } text ? new FunctionResultContent(result.CallId, text[..ResultCharsMax]) : result;

    private async Task<object?> RunAsync(FunctionCallContent call, CancellationToken cancel)
    {
        if (offered.GetValueOrDefault(call.Name) is not AIFunction function)
        {
            return "Error: there is no such function.";
        }

        if (call.Exception is not null)
        {
            return "Error: the arguments are not a JSON object.";
        }

        try
        {
            return await function.InvokeAsync(new AIFunctionArguments(call.Arguments), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // What went wrong inside is not the model's to read; that it may try other arguments, is.
            return e is ArgumentException or System.Text.Json.JsonException ? "Error: the arguments do not fit the function." : "Error: the function failed.";
        }
    }
}
