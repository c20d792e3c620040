using System.Net.Http.Headers;

namespace Cardline.Bot.Model.Client;

/// <summary>
/// Stands between the socket and the package: lets only answers in that can be answers of the API, and of those only so many bytes.
/// A redirect is not followed, because it would choose where the key goes next.
/// </summary>
internal sealed class AnswerDoor(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Most bytes of one answer; a batch of embeddings is the largest that there is.</summary>
    public const long AnswerBytesMax = 64 * 1024 * 1024;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var status = (int)answer.StatusCode;
        if (status is >= 400)
        {
            // The status says enough; the package reads the body, which is cut at the same length.
            answer.Content = Bounded(answer.Content);
            return answer;
        }

        if (status is not 200 || !IsOfTheApi(answer.Content.Headers.ContentType))
        {
            answer.Dispose();
            throw new ModelApiException(status is >= 300 ? NotApi.Redirect : NotApi.ContentType);
        }

        answer.Content = Bounded(answer.Content);
        return answer;
    }

    private static bool IsOfTheApi(MediaTypeHeaderValue? type) => type?.MediaType is "application/json" or "text/event-stream";

    private static StreamContent Bounded(HttpContent content)
    {
        var bounded = new StreamContent(new BoundedAnswer(content));
        foreach (var header in content.Headers)
        {
            bounded.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return bounded;
    }
}
