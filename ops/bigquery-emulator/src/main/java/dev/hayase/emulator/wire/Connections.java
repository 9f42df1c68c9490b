package dev.hayase.emulator.wire;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The gRPC server's TCP connections, so that one can be reset.
public final class Connections implements AutoCloseable {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("emulator-grpc-", 0).factory();

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, THREADS, handlers());
  private final EventLoopGroup working = new MultiThreadIoEventLoopGroup(THREADS, handlers());
  private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

  private IoHandlerFactory handlers() {
    return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /// A server whose connections are known here.
  public NettyServerBuilder serverOn(InetSocketAddress address) {
    return NettyServerBuilder.forAddress(address)
        .bossEventLoopGroup(accepting)
        .workerEventLoopGroup(working)
        .channelFactory(this::listening);
  }

  private ServerChannel listening() {
    ServerChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    channel.pipeline().addFirst(new Accepted());
    return channel;
  }

  /// What a listening channel reads is the connections that it accepts.
  private final class Accepted extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof Channel connection) {
        SocketAddress client = connection.remoteAddress();
        if (client != null) {
          open.put(client, connection);
          var _ = connection.closeFuture().addListener(_ -> open.remove(client, connection));
        }
      }
      super.channelRead(context, message);
    }
  }

  /// Drops what is still to be sent and resets the connection (RST).
  void reset(@Nullable SocketAddress client) {
    Channel connection = client == null ? null : open.get(client);
    if (connection != null) {
      connection.config().setOption(ChannelOption.SO_LINGER, 0);
      // Closed in front of the handlers: HTTP/2's would send GOAWAY and let calls end first.
      ChannelHandlerContext first = connection.pipeline().firstContext();
      var _ = first == null ? connection.close() : first.close();
    }
  }

  @Override
  public void close() {
    var _ = accepting.shutdownGracefully();
    var _ = working.shutdownGracefully();
  }
}
