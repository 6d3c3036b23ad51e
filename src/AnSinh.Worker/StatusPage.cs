using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AnSinh.Payroll;
using AnSinh.Payroll.DrawUps;

namespace AnSinh.Worker;

/// <summary>A plain page of a worker for whoever looks after it, on this machine only: what is being drawn up, what this worker has done, what failed. <c>/</c> as text, <c>/json</c> as JSON.</summary>
public sealed class StatusPage : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly PayrollBook _book;
    private readonly string _name;
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskOutcome, long> _outcomes = [];
    private long _lines;
    private TimeSpan _took;
    private string _lastFault = "";

    /// <param name="book">Whose queue is shown.</param>
    /// <param name="name">Of the worker.</param>
    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public StatusPage(PayrollBook book, string name, int port)
    {
        (_book, _name) = (book, name);
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{(port == 0 ? FreePort() : port)}/");
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public string Address { get; }

    public void Heard(TaskEvent done)
    {
        lock (_lock)
        {
            _outcomes[done.Report.Outcome] = _outcomes.GetValueOrDefault(done.Report.Outcome) + 1;
            _lines += done.Report.IsLast ? 0 : done.Report.Lines;
            _took += done.Took;
            _lastFault = done.Report.Error.Length > 0 ? $"{done.RunId} {done.Task}: {done.Report.Error}" : _lastFault;
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var response = context.Response;
                try
                {
                    var asJson = context.Request.Url?.AbsolutePath == "/json";
                    var content = Encoding.UTF8.GetBytes(asJson ? Json() : Text());
                    response.ContentType = asJson ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
                    response.ContentLength64 = content.Length;
                    await response.OutputStream.WriteAsync(content);
                }
                catch (Exception error) when (error is Storage.StorageException or System.Data.Common.DbException)
                {
                    response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // A reader went away, or the page was closed.
            }
        }
    }

    private IReadOnlyList<DrawUp> Queue()
    {
        using var connection = _book.Connect();
        return DrawUp.Open(connection);
    }

    private string Text()
    {
        var queue = Queue();
        var text = new StringBuilder();
        lock (_lock)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"An Sinh · {_name}");
            foreach (var (outcome, count) in _outcomes.OrderBy(pair => pair.Key))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{outcome}: {count}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"dòng / lines: {_lines}; giây / seconds: {(long)_took.TotalSeconds}; lỗi cuối / last fault: {(_lastFault.Length > 0 ? _lastFault : "-")}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"đang lập / being drawn up: {queue.Count}");
        foreach (var one in queue)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{one.Run.Id} {one.Run.Area} {one.Run.Month}: {one.Done}/{one.Tasks}, {one.Lines} dòng / lines");
        }

        return text.ToString();
    }

    private string Json()
    {
        var queue = Queue().Select(one => new { run = one.Run.Id, area = one.Run.Area.Value, month = one.Run.Month.ToString(), parts = one.Tasks, done = one.Done, lines = one.Lines }).ToList();
        lock (_lock)
        {
            return JsonSerializer.Serialize(new
            {
                worker = _name,
                tasks = _outcomes.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
                lines = _lines,
                seconds = (long)_took.TotalSeconds,
                lastFault = _lastFault,
                queue,
            });
        }
    }
}
