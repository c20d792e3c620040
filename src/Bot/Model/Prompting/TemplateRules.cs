namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Checks what a template does before it is ever filled in: every value is known, blocks are whole, and the messages and their roles stand
/// in the template's own words outside of all blocks. So neither their number nor their roles can depend on a value.
/// </summary>
internal sealed class TemplateRules
{
    /// <summary>Most blocks within each other.</summary>
    public const int BlockDepthMax = 8;

    private readonly TemplateNames _names;
    private readonly Action<int, string> _fault;
    private readonly TemplateMarkup _markup;
    private readonly Stack<Scope> _scopes = new();

    private TemplateRules(TemplateNames names, Action<int, string> fault)
    {
        _names = names;
        _fault = fault;
        _markup = new TemplateMarkup(fault);
        _scopes.Push(new Scope(string.Empty, 0, null, IsItem: false));
    }

    /// <summary>Checks the parts; <paramref name="fault"/> is told of each mistake and its place.</summary>
    public static void Check(IReadOnlyList<TemplateToken> tokens, TemplateNames names, Action<int, string> fault)
    {
        var rules = new TemplateRules(names, fault);
        foreach (var token in tokens)
        {
            rules.Take(token);
        }

        rules.End();
    }

    private void Take(TemplateToken token)
    {
        switch (token.Kind)
        {
            case TemplateTokenKind.Words:
                _markup.Words(token, _scopes.Count - 1);
                break;
            case TemplateTokenKind.Value:
                TakeValue(token);
                break;
            case TemplateTokenKind.Open:
                Open(token);
                break;
            case TemplateTokenKind.Else:
                Else(token);
                break;
            case TemplateTokenKind.Close:
                Close(token);
                break;
            default:
                throw new InvalidOperationException($"A new kind of part, {token.Kind}, needs its rule here.");
        }
    }

    private void End()
    {
        foreach (var open in _scopes.Where(scope => scope.Block.Length > 0))
        {
            _fault(open.At, $"The block \"{open.Block}\" has no end; write {{{{/{open.Block}}}}}.");
        }

        _markup.End();
    }

    private void TakeValue(TemplateToken token)
    {
        var found = Resolve(token);
        if (found is { IsList: true } && !_names.ListsAreLines)
        {
            _fault(token.At, $"\"{token.Text}\" is a list; write its items in {{{{#each {token.Text}}}}}.");
        }

        if (found is not null)
        {
            _markup.Value(token, found.IsTrusted);
        }
    }

    private void Open(TemplateToken token)
    {
        _markup.Boundary(token.At, _scopes.Count - 1);
        var found = Resolve(token);
        if (found is not null && token.Block is "each" or "with" && (token.Block == "each") != found.IsList)
        {
            _fault(token.At, token.Block == "each" ? $"\"{token.Text}\" is not a list." : $"\"{token.Text}\" is a list; write {{{{#each}}}}.");
            found = null;
        }

        if (_scopes.Count > BlockDepthMax)
        {
            _fault(token.At, $"There are more than {BlockDepthMax} blocks within each other.");
        }

        var inner = _scopes.Peek();
        _scopes.Push(token.Block is "each" or "with"
            ? new Scope(token.Block, token.At, found ?? ShapeVariable.Text(string.Empty, 0), IsItem: true)
            : new Scope(token.Block, token.At, inner.Of, inner.IsItem));
    }

    private void Else(TemplateToken token)
    {
        if (_scopes.Count == 1)
        {
            _fault(token.At, "{{else}} stands in no block.");
            return;
        }

        var scope = _scopes.Pop();
        _markup.Boundary(token.At, _scopes.Count - 1);
        if (scope.HasElse)
        {
            _fault(token.At, "A block has one {{else}}.");
        }

        // In the other half of a list or a text there is no item: names mean what they mean outside.
        var outer = _scopes.Peek();
        _scopes.Push((scope.Block is "each" or "with" ? new Scope(scope.Block, scope.At, outer.Of, outer.IsItem) : scope) with { HasElse = true });
    }

    private void Close(TemplateToken token)
    {
        if (_scopes.Peek().Block != token.Block)
        {
            _fault(token.At, $"{{{{/{token.Block}}}}} ends no block that begins before it.");
            return;
        }

        _scopes.Pop();
        _markup.Boundary(token.At, _scopes.Count - 1);
    }

    private ShapeVariable? Resolve(TemplateToken token)
    {
        var scope = _scopes.Peek();
        var name = token.Text.StartsWith("this.", StringComparison.Ordinal) ? token.Text[5..] : token.Text;
        if (name.StartsWith('@'))
        {
            return _scopes.Any(open => open.Block == "each") ? ShapeVariable.Text(name, 0) with { IsTrusted = true } : Unknown(token, "stands only in {{#each}}");
        }

        if (!scope.IsItem)
        {
            return _names.Find(name) ?? Unknown(token, $"is not declared; declared are {Listed(_names.Declared.Select(declared => declared.Name))}");
        }

        var of = scope.Of!;
        if (name == "this" && of.Fields.Count == 0)
        {
            return ShapeVariable.Text(name, 0) with { IsTrusted = of.IsTrusted };
        }

        return of.Fields.Any(field => field.Name == name)
            ? ShapeVariable.Text(name, 0)
            : Unknown(token, $"is nothing that stands in this block; there are {Listed(of.Fields.Select(field => field.Name).DefaultIfEmpty("this"))}");
    }

    private ShapeVariable? Unknown(TemplateToken token, string what)
    {
        _fault(token.At, $"\"{token.Text}\" {what}.");
        return null;
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    // What names mean at a place: an item of a list or a text of its own, or the variables.
    private sealed record Scope(string Block, int At, ShapeVariable? Of, bool IsItem)
    {
        public bool HasElse { get; init; }
    }
}
