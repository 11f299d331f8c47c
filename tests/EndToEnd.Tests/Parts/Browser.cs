using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>A real, headless Chromium of its own.</summary>
internal sealed class Browser : IDisposable
{
    private readonly TempFolder _profile = new();
    private readonly ChromeDriverService _service;

    public Browser(bool withScript = true, int width = 1280, int height = 900)
    {
        var chromium = Repository.Program("chromium", "/usr/bin/chromium");
        var driver = Repository.Program("chromium-driver", "/usr/bin/chromedriver");
        var options = new ChromeOptions { BinaryLocation = chromium };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1",
            $"--window-size={width},{height}", "--user-data-dir=" + _profile.Path);
        if (!withScript)
            options.AddUserProfilePreference("profile.managed_default_content_settings.javascript", 2);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        _service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver), Path.GetFileName(driver));
        _service.SuppressInitialDiagnosticInformation = true;
        Driver = new ChromeDriver(_service, options);
    }

    public ChromeDriver Driver { get; }

    public string Text => Driver.FindElement(By.TagName("body")).Text;

    /// <summary>What the browser complained about: refused sources, missing files, script errors.</summary>
    public IReadOnlyList<string> Complaints => [.. Driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    public void Open(Uri address) => Driver.Navigate().GoToUrl(address);

    public void Dispose()
    {
        Driver.Quit();
        _service.Dispose();
        _profile.Dispose();
    }
}
