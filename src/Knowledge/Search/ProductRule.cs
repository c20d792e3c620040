namespace Cardline.Knowledge.Search;

/// <summary>Lets products and regions decide between articles that are for different ones.</summary>
internal sealed class ProductRule(AppliesSignal applies)
{
    private const double WrongProductFactor = 0.05;

    // How near another product's article must come to raise the question which product is meant, and how evenly they then share: 0 is wholly.
    private const double OtherProductShare = 0.05;
    private const double SharingPower = 0.2;

    /// <returns>The filters that decided.</returns>
    internal IReadOnlyList<AppliedFilter> Apply(Signs signs, double[] probabilities, IReadOnlyDictionary<string, string>? holds)
    {
        var touched = applies.For(signs.Corrected, holds);
        if (touched.Count == 0)
        {
            ShareAmongProducts(signs, probabilities);
            return touched;
        }

        // What is only known of the cardholder decides nothing when no article for that card is near: the question is not about what cards differ in.
        var filters = touched.Where(filter => filter.Origin == FilterOrigin.Question || HasNear(signs, probabilities, filter)).ToList();
        if (filters.Count == 0) ShareAmongProducts(signs, probabilities);
        else Decide(signs, probabilities, filters);
        return filters;
    }

    private void Decide(Signs signs, double[] probabilities, List<AppliedFilter> filters)
    {
        var agrees = Array.ConvertAll(signs.Articles, number => applies.Agrees(number, filters));
        var (freed, agreeing, rest) = (0.0, 0.0, 0.0);
        for (var place = 0; place < agrees.Length; place++)
        {
            if (agrees[place] == false)
            {
                freed += probabilities[place] * (1 - WrongProductFactor);
                probabilities[place] *= WrongProductFactor;
            }
            else if (agrees[place] == true) agreeing += probabilities[place];
            else rest += probabilities[place];
        }

        // What was taken goes to the articles for the named product, or else to those for all products: the question is as much in scope as before.
        var toNamed = agreeing >= Verdict.ChipFrom * freed;
        var heirs = toNamed ? agreeing : rest;
        if (freed <= 0 || heirs <= 0) return;
        for (var place = 0; place < agrees.Length; place++)
        {
            if (agrees[place] == (toNamed ? true : null)) probabilities[place] *= 1 + (freed / heirs);
        }
    }

    private bool HasNear(Signs signs, double[] probabilities, AppliedFilter filter)
    {
        for (var place = 0; place < probabilities.Length; place++)
        {
            if (probabilities[place] >= Verdict.ChipFrom && applies.Agrees(signs.Articles[place], [filter]) == true) return true;
        }

        return false;
    }

    // A question that names no product cannot choose between articles that differ by product alone: they share what they have, and the cardholder is asked.
    private void ShareAmongProducts(Signs signs, double[] probabilities)
    {
        var first = 0;
        for (var place = 1; place < probabilities.Length; place++)
        {
            if (probabilities[place] > probabilities[first]) first = place;
        }

        List<int>? alike = null;
        for (var place = 0; place < probabilities.Length; place++)
        {
            if (probabilities[place] >= OtherProductShare * probabilities[first] && applies.Differ(signs.Articles[first], signs.Articles[place])) (alike ??= [first]).Add(place);
        }

        if (alike is null) return;
        var shared = alike.Sum(place => probabilities[place]);
        var roots = alike.ConvertAll(place => Math.Pow(probabilities[place], SharingPower));
        for (var i = 0; i < alike.Count; i++) probabilities[alike[i]] = shared * roots[i] / roots.Sum();
    }
}
