using System.CommandLine;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using AnSinh.Web;
using AnSinh.Web.Access.Elsewhere;
using AnSinh.Web.Public.Offline;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AnSinh.Cli;

/// <summary><c>ansinh serve</c>: the web application over a database.</summary>
internal static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var urls = new Option<string>("--urls") { DefaultValueFactory = _ => DefaultUrl, Description = "địa chỉ lắng nghe / where to listen" };
        var keys = new Option<string?>("--web-keys") { Description = "thư mục khóa cookie, mặc định cạnh cơ sở dữ liệu / folder of the cookie keys, default beside the database" };
        var gallery = new Option<bool>("--gallery") { Description = "mở thư viện giao diện /thu-vien / open the gallery of components" };
        var population = new Option<string?>("--population") { Description = "tệp dân số cho mô phỏng; mặc định: sổ đăng ký / population file for the analysts; default: the register" };
        var oidc = new Option<string?>("--oidc") { Description = "tệp YAML của nơi đăng nhập khác: name, authority, client_id, login_claim / YAML file of a provider to log in at" };
        var command = new Command("serve", "Mở ứng dụng web / the web application") { urls, keys, gallery, population, oidc };
        command.SetAction((parse, stop) => RunAsync(parse, parse.GetValue(urls)!, parse.GetValue(keys), parse.GetValue(gallery), parse.GetValue(population), parse.GetValue(oidc), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, string urls, string? keys, bool gallery, string? population, string? oidc, CancellationToken stop)
    {
        Database? database = null;
        LawPack? pack = null;
        OpenIdProvider? provider = null;
        var status = Session.Guard(() =>
        {
            provider = oidc is null ? null : OpenIdFile.Read(oidc);
            database = Session.OpenExisting(parse, Site.Modules);
            pack = LawPack.Load(Home.LawFolder);
            return CommandLine.Done;
        });
        using (database)
        {
            return status == CommandLine.Done
                ? await ListenAsync(new SiteOptions(database!, pack!, urls, keys ?? KeysBeside(parse.GetValue(Session.DatabaseOption)!), Gallery: gallery, LawFolder: Home.LawFolder, Population: population, Provider: provider), stop)
                : status;
        }
    }

    /// <summary>Beside the file of the database; in the working folder for a server's.</summary>
    private static string KeysBeside(string source) => Path.GetFullPath(File.Exists(source) ? source : "ansinh") + ".web";

    /// <summary>Listens until the process is told to stop.</summary>
    public static async Task<int> ListenAsync(SiteOptions options, CancellationToken stop)
    {
        await using var site = Site.Build(options);
        try
        {
            await site.StartAsync(stop);
        }
        catch (IOException error)
        {
            Say.Error($"không lắng nghe được ở {options.Urls}: {error.Message}", $"cannot listen at {options.Urls}: {error.Message}");
            return CommandLine.BadInput;
        }

        foreach (var address in site.Urls)
        {
            Say.Note($"An Sinh đang chạy ở {address} (Ctrl+C để dừng)", $"An Sinh listens at {address} (Ctrl+C stops it)");
        }

        // Takes some seconds: nobody who comes has to wait for it.
        _ = site.Services.GetRequiredService<OfflineDesk>().EditionAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sealing = new Sealer(options.Database).Follow(TimeSpan.FromSeconds(2), (_, fault) =>
        {
            if (fault is not null)
            {
                Say.Error(fault.Vietnamese, fault.English);
            }
        }, ended.Token);
        await site.WaitForShutdownAsync(stop);
        await ended.CancelAsync();
        await sealing;
        return CommandLine.Done;
    }
}
