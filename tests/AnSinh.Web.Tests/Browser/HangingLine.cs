using System.Net;
using System.Net.Sockets;

namespace AnSinh.Web.Tests.Browser;

/// <summary>A line to the site that can be made to hang: bytes are taken and nothing ever comes back.</summary>
public sealed class HangingLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;

    public HangingLine(string address)
    {
        _port = new Uri(address).Port;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    public bool Hangs { get; set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var site = new TcpClient())
        {
            try
            {
                await site.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
                await Task.WhenAny(PassAsync(client.GetStream(), site.GetStream()), PassAsync(site.GetStream(), client.GetStream()));
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var piece = new byte[16 * 1024];
        while (await from.ReadAsync(piece, _end.Token) is var read and > 0)
        {
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, _end.Token);
            }

            await to.WriteAsync(piece.AsMemory(0, read), _end.Token);
        }
    }
}
