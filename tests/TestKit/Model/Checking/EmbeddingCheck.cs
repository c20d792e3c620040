using System.Text.Json;

namespace Cardline.TestKit.Model.Checking;

/// <summary>Refuses the embedding requests that the real API would refuse.</summary>
internal static class EmbeddingCheck
{
    /// <summary>Most inputs of one request.</summary>
    private const int InputsMax = 2_048;

    private static readonly Dictionary<string, FieldKind> Known = new()
    {
        ["input"] = FieldKind.Text | FieldKind.List, ["model"] = FieldKind.Text, ["encoding_format"] = FieldKind.Text,
        ["dimensions"] = FieldKind.Whole, ["user"] = FieldKind.Text,
    };

    /// <summary>Finds what is wrong with a request, except the name of its model.</summary>
    public static ModelProblem? Check(ModelRequest request, FakeModel model)
    {
        if (FieldKinds.Check(request.Body, Known) is { } problem)
        {
            return problem;
        }

        if (!model.Embeds)
        {
            return new ModelProblem(403, "You are not allowed to generate embeddings from this model.");
        }

        if (request.Body.Text("encoding_format") is not (null or "float" or "base64"))
        {
            return ModelProblem.Field("encoding_format", "Invalid value: supported values are: 'float' and 'base64'.", "invalid_value");
        }

        if (request.Body.Whole("dimensions") is { } dimensions && (dimensions < 1 || dimensions > model.Dimensions))
        {
            return ModelProblem.Field("dimensions", $"Invalid value for 'dimensions' = {dimensions}. Must be 1 to {model.Dimensions}.", "invalid_value");
        }

        return Inputs(request, model);
    }

    private static ModelProblem? Inputs(ModelRequest request, FakeModel model)
    {
        if (request.Body.Field("input") is not { } input)
        {
            return ModelProblem.Field("input", "Missing required parameter: 'input'.", "missing_required_parameter");
        }

        if (input.ValueKind == JsonValueKind.Array)
        {
            if (input.GetArrayLength() is 0 or > InputsMax)
            {
                return ModelProblem.Field("input", $"Invalid 'input': expected 1 to {InputsMax} items.", input.GetArrayLength() == 0 ? "empty_array" : "array_above_max_length");
            }

            // Lists of token numbers are allowed by the API; nobody here sends them, and this fake has no words for them.
            if (input.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            {
                return ModelProblem.Field("input", "'$.input' is invalid. This server takes texts alone.");
            }
        }

        if (request.Inputs.Any(text => text.Length == 0))
        {
            return ModelProblem.Field("input", "'$.input' is invalid: an input cannot be an empty string.");
        }

        var longest = request.Inputs.Max(TokenCount.Of);
        return longest <= model.ContextTokens ? null
            : ModelProblem.Field("input", $"This model's maximum context length is {model.ContextTokens} tokens, however you requested {longest} tokens.", null);
    }
}
