using System.Text.Json.Serialization;

namespace Cardline.Bot.Model.Health;

/// <summary>How the model is, as <c>/health/ready</c> says it. Whatever it is, the bot serves.</summary>
/// <param name="State"><c>off</c>, <c>starting</c> (nobody has looked yet), <c>ready</c> or <c>failing</c>.</param>
/// <param name="Complaint">What is wrong and what to do; null when nothing is.</param>
internal sealed record ModelReport(
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("complaint"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Complaint = null);
