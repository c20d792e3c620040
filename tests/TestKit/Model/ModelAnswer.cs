using System.Text;

namespace Cardline.TestKit.Model;

/// <summary>What a scripted model answers. A closed set of kinds: a new one is also handled in <see cref="Wire.AnswerWriter"/>.</summary>
public abstract partial record ModelAnswer
{
    private ModelAnswer()
    {
    }

    /// <summary>Answers with words, whole or as a stream as the request wishes, with no wait.</summary>
    public static ModelAnswer Text(string text) => new Words(text);

    /// <summary>Answers with words at a pace; to a request without a stream, whole and as late as its last token would come.</summary>
    /// <param name="text">The words.</param>
    /// <param name="tokensPerSecond">By the count of <see cref="TokenCount"/>.</param>
    /// <param name="firstAfter">How long nothing comes before the first token.</param>
    public static ModelAnswer Stream(string text, double tokensPerSecond, TimeSpan firstAfter = default) =>
        new Words(text) { TokensPerSecond = tokensPerSecond, FirstAfter = firstAfter };

    /// <summary>Says back what the last message says.</summary>
    public static ModelAnswer Echo(ModelRequest request) => new Words(request.Messages is [.., var last] ? last.Text : "");

    /// <summary>Asks for tools to be called.</summary>
    public static ModelAnswer ToolCalls(params ModelToolCall[] calls) => new Words(null) { Calls = calls };

    /// <summary>Declines in the API's own field for it, with no content.</summary>
    public static ModelAnswer Refusal(string text) => new Words(null) { Declined = text };

    /// <summary>Answers with no words at all.</summary>
    public static ModelAnswer Empty() => new Words("");

    /// <summary>Says the same again and again until the reply may be no longer.</summary>
    public static ModelAnswer Loop(string text) => new Words(text) { Repeats = true };

    /// <summary>Says this much, then the content filter cuts it off.</summary>
    public static ModelAnswer FilteredReply(string text) => new Words(text) { Filtered = true };

    /// <summary>The content filter refuses the prompt: 400 <c>content_filter</c> with the inner error that Azure sends.</summary>
    public static ModelAnswer FilteredPrompt() => new Problem(ModelProblem.FilteredPrompt());

    /// <summary>Answers with an error as the real API words it; see <see cref="ModelProblem.Of"/> for the codes.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The error's code; null for the usual one of that status.</param>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> and <c>retry-after-ms</c>; null for one second with 429 and none otherwise.</param>
    public static ModelAnswer Error(int status, string? code = null, TimeSpan? retryAfter = null) => new Problem(ModelProblem.Of(status, code), retryAfter);

    /// <summary>Takes the request and sends nothing, until the client leaves or the server ends.</summary>
    public static ModelAnswer Stall() => new Silence();

    /// <summary>Sends so many tokens of a stream (of a whole answer half its bytes) and then nothing more, until the client leaves or the server ends.</summary>
    public static ModelAnswer Stall(string text, int afterTokens) => new Words(text) { StallsAfter = afterTokens };

    /// <summary>Cuts the connection in the middle: after half the tokens of a stream, or half the bytes of a whole answer.</summary>
    public static ModelAnswer HalfResponse(string text) => new Words(text) { CutAfter = Math.Max(1, TokenCount.Of(text) / 2) };

    /// <summary>Sends so many tokens of a stream and then an error event instead of an end, as servers do that fail when the status is long sent; to a request without a stream, 500.</summary>
    public static ModelAnswer ErrorInStream(string text, int afterTokens) => new Words(text) { FailsAfter = afterTokens };

    /// <summary>Sends all words of a stream, then closes it in good order without saying why it ended and without <c>[DONE]</c>; to a request without a stream, as <see cref="Text"/>.</summary>
    public static ModelAnswer Unended(string text) => new Words(text) { EndsWithoutWord = true };

    /// <summary>Makes a handler that gives these answers one after the other, and the last one from then on.</summary>
    public static Func<ModelRequest, ModelAnswer> InTurn(params ModelAnswer[] answers)
    {
        var next = -1;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
    }

    /// <summary>Cuts the connection before a byte is sent.</summary>
    public static ModelAnswer HangUp() => new Cut();

    /// <summary>Answers 200 with the right content type and a body that cannot be parsed.</summary>
    public static ModelAnswer Garbage() => new Nonsense();

    /// <summary>Answers 200 with a proxy's page in HTML.</summary>
    public static ModelAnswer WrongContentType() => Raw(200, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title><h1>The network wants you to sign in</h1>");

    /// <summary>Answers 200 with no body at all.</summary>
    public static ModelAnswer EmptyBody() => Raw(200, "application/json", "");

    /// <summary>Answers with valid JSON that has an empty list of choices.</summary>
    public static ModelAnswer NoChoices() => new Words("") { WithoutChoices = true };

    /// <summary>Answers with any bytes.</summary>
    public static ModelAnswer Raw(int status, string contentType, string body) => new Bytes(status, contentType, Encoding.UTF8.GetBytes(body));

    /// <summary>Answers an embedding request with the vectors of <see cref="WordVectors"/>.</summary>
    /// <param name="after">How late.</param>
    public static ModelAnswer Vectors(TimeSpan after = default) => new Embedded(after);
}
