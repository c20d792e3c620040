namespace Cardline.Bot.Model.Prompting;

/// <summary>What the code of a use gives to its prompt, whichever file the prompt comes from, and what goes first when that is too long.</summary>
/// <param name="Use">The use.</param>
/// <param name="Variables">All variables it can give.</param>
/// <param name="Trimmed">The list that loses items when the prompt is too long.</param>
/// <param name="FirstGo">True when the first items of the list go first (the oldest of a talk), false when the last do (the worst of a ranking).</param>
/// <param name="ItemsKept">Items of the list that are never left out; they are shortened instead.</param>
internal sealed record PromptShape(ModelUse Use, IReadOnlyList<ShapeVariable> Variables, string Trimmed, bool FirstGo, int ItemsKept)
{
    private static readonly ShapeVariable History = ShapeVariable.List("history", ("speaker", 40), ("text", 1_000));
    private static readonly ShapeVariable Question = ShapeVariable.Text("question", 2_000);
    private static readonly ShapeVariable Lang = ShapeVariable.Text("lang", 20) with { IsTrusted = true };

    /// <summary>Gets the shapes of all uses.</summary>
    public static IReadOnlyList<PromptShape> All { get; } =
    [
        new(ModelUse.Rewrite, [History, Question, Lang], "history", FirstGo: true, ItemsKept: 0),
        new(ModelUse.Choose, [Question, ShapeVariable.List("candidates", ("id", 120), ("title", 200), ("short", 600)), Lang], "candidates", FirstGo: false, ItemsKept: 2),
        new(ModelUse.Compose, [Question, ShapeVariable.List("passages", ("number", 10), ("text", 6_000)), Lang], "passages", FirstGo: false, ItemsKept: 1),
        new(ModelUse.SecondOpinion, [History, Question, Lang], "history", FirstGo: true, ItemsKept: 0),
        new(ModelUse.Summary, [History, ShapeVariable.Text("reason", 60), ShapeVariable.List("tried") with { TextCharsMax = 200 }, Lang], "history", FirstGo: true, ItemsKept: 1),
    ];

    /// <summary>Gets the name of the prompt and of its file: the use in snake case.</summary>
    public string Name { get; } = string.Concat(Use.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToLowerInvariant();

    /// <summary>Returns a variable by its name; null when the use does not give it.</summary>
    public ShapeVariable? Find(string name) => Variables.FirstOrDefault(variable => variable.Name == name);
}

/// <summary>A variable of a use.</summary>
/// <param name="Name">Its name in the template.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Fields">Fields of a list's items, each with the most characters of its text; none when the items are texts.</param>
internal sealed record ShapeVariable(string Name, bool IsList, IReadOnlyList<(string Name, int CharsMax)> Fields)
{
    /// <summary>Gets the most characters of the text, or of each item of a list of texts; what is longer is cut in the middle.</summary>
    public int TextCharsMax { get; init; } = 2_000;

    /// <summary>Gets a value indicating whether our own code makes up the value from a closed set of tags, so that it may stand among the rules; all but letters, digits and hyphens is taken from it.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Gets a value indicating whether a prompt must use it: all but the trusted ones, without which it would not be the use.</summary>
    public bool IsNeeded => !IsTrusted;

    /// <summary>Describes a text.</summary>
    public static ShapeVariable Text(string name, int charsMax) => new(name, IsList: false, []) { TextCharsMax = charsMax };

    /// <summary>Describes a list.</summary>
    public static ShapeVariable List(string name, params (string Name, int CharsMax)[] fields) => new(name, IsList: true, fields);
}
