namespace Cardline.TestKit.Model.Wire;

/// <summary>What one choice will say, after the limits of the request: cut at a stop sequence and at the most tokens it may have.</summary>
/// <param name="Tokens">The words in pieces; empty when there are none.</param>
/// <param name="Finish">Such as <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>.</param>
/// <param name="Answer">What the script answered.</param>
internal sealed record ChatReply(IReadOnlyList<string> Tokens, string Finish, ModelAnswer.Words Answer)
{
    /// <summary>Gets the words; null when there is no content.</summary>
    public string? Content => Answer.Content is null ? null : string.Concat(Tokens);

    /// <summary>Gets the tokens written, calls included.</summary>
    public int TokensWritten => Tokens.Count + Answer.Calls.Sum(call => TokenCount.Of(call.Name) + TokenCount.Of(call.Arguments)) + TokenCount.Of(Answer.Declined ?? "");

    /// <summary>Plans a choice.</summary>
    public static ChatReply Of(ModelAnswer.Words answer, ModelRequest request, FakeModel model)
    {
        var most = request.Body.Whole("max_completion_tokens") ?? request.Body.Whole("max_tokens") ?? model.OutputTokens;
        var text = answer.Content ?? "";
        var end = Stops(request).Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        var tokens = TokenCount.Split(end < 0 ? text : text[..end]);
        if (answer.Repeats && end < 0)
        {
            tokens = Again(" " + answer.Content);
        }

        var taken = tokens.Take(most + 1).ToList();
        var cut = taken.Count > most;
        return new ChatReply(cut ? taken[..most] : taken, FinishOf(answer, cut), answer);
    }

    private static string FinishOf(ModelAnswer.Words answer, bool cut) =>
        answer.Filtered ? "content_filter" : cut ? "length" : answer.Calls.Count > 0 ? "tool_calls" : "stop";

    private static IEnumerable<string> Stops(ModelRequest request) =>
        (request.Body.Text("stop") is { } one ? [one] : request.Body.Items("stop").Select(stop => stop.GetString() ?? "")).Where(stop => stop.Length > 0);

    // Endless on purpose; the caller takes as many as a reply may have.
    private static IEnumerable<string> Again(string text)
    {
        while (true)
        {
            foreach (var token in TokenCount.Split(text))
            {
                yield return token;
            }
        }
    }
}
