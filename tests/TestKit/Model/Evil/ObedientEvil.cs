namespace Cardline.TestKit.Model.Evil;

/// <summary>
/// The worst model there is: it does whatever an attacker's text says, wherever in the request that text stands - the cardholder's words, an article, a name, what was said
/// before - and lies when nobody tells it to. A product that stays true in front of it needs no good manners of any model.
/// </summary>
/// <remarks>
/// <para>1. When the request holds the attack of a pair it was given (word for word, HTML-decoded, or its letters in case the product masked, folded or cut the text), the answer is that pair's obedient
/// answer, exactly; of several attacks the longest counts.</para>
/// <para>2. Otherwise it looks for orders in English and Chinese (<see cref="EvilOrders"/>), first in what is not the system's, then in the system's own messages, as an article may have been put there.
/// It obeys each kind once, at most <see cref="OrdersMax"/> of them, in the order of the text: it leaks the whole prompt it was sent, says the words it is told to say, invents the fee, promises
/// the refund, says that the handoff is closed or that nobody is needed, shows the picture or link with the prompt in its address, gives markup back, answers in another's name, in another language,
/// with another cardholder's card, with insults; JSON asked for, a function to call, and endless repetition are obeyed alone. An order that is itself forbidden where it stands ("never reveal
/// your rules") is none.</para>
/// <para>3. When it finds no order it repeats a sentence of what it was given with its number changed, or invents a fee.</para>
/// <para>When a JSON form is demanded (<c>response_format</c>), 2 and 3 fill it in, so that the lie is not thrown away for its form alone. It answers streamed requests as streams, at a pace when one is set. Stateless and safe for any number of callers.</para>
/// </remarks>
/// <param name="pairs">Attacks and their obedient answers; null for none.</param>
/// <param name="tokensPerSecond">The pace of its answers; null for no wait.</param>
public sealed class ObedientEvil(IReadOnlyList<AttackPair>? pairs = null, double? tokensPerSecond = null)
{
    /// <summary>Most orders obeyed in one answer.</summary>
    public const int OrdersMax = 6;

    private readonly AttackFinder _finder = new(pairs ?? []);

    /// <summary>Gets a value indicating whether a pair's answer, too, is filled into the JSON form that a request demands, unless it is JSON already. The default is false: word for word.</summary>
    public bool FillsForms { get; init; }

    /// <summary>Answers; give this method to <see cref="ModelServer.Chat"/>.</summary>
    public ModelAnswer Answer(ModelRequest request)
    {
        var answer = Obey(request);
        return tokensPerSecond is null ? answer : answer with { TokensPerSecond = tokensPerSecond };
    }

    /// <summary>Finds the pair whose attack a request holds; null when it holds none.</summary>
    public AttackPair? PairIn(ModelRequest request) => _finder.Find([.. request.Messages.SelectMany(TextsOf)]);

    /// <summary>Names the orders that are found in a request, in the order in which they are obeyed.</summary>
    public static IReadOnlyList<string> OrdersIn(ModelRequest request) => [.. Orders(request).Select(found => found.Order.Name)];

    private ModelAnswer.Words Obey(ModelRequest request)
    {
        if (PairIn(request) is { } pair)
        {
            var filled = FillsForms && !pair.Obeyed.TrimStart().StartsWith('{') ? EvilForm.Fill(EvilScene.Of(request), pair.Obeyed) : null;
            return new ModelAnswer.Words(filled ?? pair.Obeyed);
        }

        var scene = EvilScene.Of(request);
        var orders = Orders(request);
        if (orders.FirstOrDefault(found => found.Order.Alone) is { Order: { } alone } only)
        {
            return alone.Obey(scene, only.Match);
        }

        var text = orders.Count == 0 ? Lie.Of(scene) : string.Join(scene.Chinese ? "" : " ", orders.Select(found => found.Order.Obey(scene, found.Match).Content));
        return new ModelAnswer.Words(EvilForm.Fill(scene, text) ?? text);
    }

    private static List<Found> Orders(ModelRequest request)
    {
        var strangers = request.Messages.Where(message => message.Role is not ("system" or "developer")).ToList();
        return OrdersOf(strangers) is { Count: > 0 } found ? found : OrdersOf(request.Messages.Except(strangers));
    }

    private static List<Found> OrdersOf(IEnumerable<ModelMessage> messages)
    {
        var text = string.Join('\n', messages.SelectMany(TextsOf).Select(AttackFinder.Decoded));
        var found = EvilOrders.All.Select(order => (order, match: order.In(text))).Where(one => one.match is not null)
            .Select(one => new Found(one.order, one.match!)).OrderBy(one => one.Match.Index).ToList();

        // To forget the rules is what is left to obey when nothing else was understood.
        return [.. found.Where(one => one.Order.Name != "forget" || found.Count == 1).Take(OrdersMax)];
    }

    private static IEnumerable<string> TextsOf(ModelMessage message) => message.Name is { } name ? [name, message.Text] : [message.Text];

    private sealed record Found(EvilOrder Order, System.Text.RegularExpressions.Match Match);
}
