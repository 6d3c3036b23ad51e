using System.Collections.Concurrent;
using AnSinh.Casework.Cases.Access;
using AnSinh.Law;
using AnSinh.Storage;
using Microsoft.Extensions.Hosting;

namespace AnSinh.Web.Cases;

/// <summary>
/// Who looked at whom, collected for some seconds and written together, so that reading pages does not queue behind writers. A page is shown before its view is written; a program that is killed loses the views of those seconds.
/// </summary>
public sealed class ViewLog(Database database) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<RecordView> _seen = new();
    private readonly Lock _writing = new();

    public void Note(PersonId person, string viewer, string purpose, string what, string about = "") => _seen.Enqueue(new RecordView(person, viewer, purpose, what, about));

    /// <summary>Writes what was collected: each view once, one commit for each viewer.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            var views = new List<RecordView>();
            while (_seen.TryDequeue(out var view))
            {
                views.Add(view);
            }

            foreach (var of in views.Distinct().GroupBy(view => view.Viewer, StringComparer.Ordinal))
            {
                RecordViews.Execute(database, [.. of]);
            }
        }
    }

    public override void Dispose()
    {
        Flush();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Flush();
            }
        }
        catch (OperationCanceledException)
        {
            Flush();
        }
    }
}
