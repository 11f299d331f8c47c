using Jena.SensorNode.Gateway.Web.Texts;

namespace Jena.SensorNode.Gateway.Web;

/// <summary>
/// German pages lie at the root, the same in English below <c>/en</c>: a language that can be linked, kept as a bookmark and
/// needs neither cookie nor script.
/// </summary>
internal static class LanguagePaths
{
    private static readonly object Taken = new();

    /// <summary>Takes the language off the path, before the page is looked for.</summary>
    public static IApplicationBuilder UseLanguagePaths(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Language.IsEnglish = context.Request.Path.StartsWithSegments(Language.EnglishPath, StringComparison.Ordinal, out var rest);
        if (Language.IsEnglish)
        {
            context.Request.Path = rest.HasValue ? rest : "/";
            context.Items[Taken] = true;
        }

        return next(context);
    });

    /// <summary>Sets the language again that the path had.</summary>
    public static void Restore(HttpContext context) => Language.IsEnglish = context.Items.ContainsKey(Taken);
}
