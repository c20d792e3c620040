using System.Text.Json;

namespace Cardline.TestKit.Model.Checking;

/// <summary>The two rules of strict schemas that are broken most: nothing additional, and everything required.</summary>
internal static class SchemaCheck
{
    /// <summary>Deepest nesting that is looked at; the real API takes ten levels.</summary>
    private const int DepthMax = 10;

    /// <summary>Finds the first object in a strict schema that leaves something open.</summary>
    public static ModelProblem? Strict(JsonElement schema, string param, string context = "", int depth = 0)
    {
        if (depth > DepthMax)
        {
            return ModelProblem.Field(param, $"Invalid schema: nested deeper than {DepthMax} levels.");
        }

        if (schema.Field("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            if (schema.Field("additionalProperties")?.ValueKind != JsonValueKind.False)
            {
                return ModelProblem.Field(param, $"Invalid schema: In context=({context}), 'additionalProperties' is required to be supplied and to be false.");
            }

            var required = schema.Items("required").Select(name => name.GetString()).ToHashSet();
            foreach (var property in properties.EnumerateObject())
            {
                if (!required.Contains(property.Name))
                {
                    return ModelProblem.Field(param, $"Invalid schema: In context=({context}), 'required' is required to be supplied and to be an array including every key in properties. Missing '{property.Name}'.");
                }

                if (Strict(property.Value, param, $"{context}/{property.Name}", depth + 1) is { } problem)
                {
                    return problem;
                }
            }
        }

        return schema.Field("items") is { ValueKind: JsonValueKind.Object } items ? Strict(items, param, context + "/items", depth + 1) : null;
    }
}
