# Makes processes and sockets as daemons do, in the order of its arguments, prints "ready", and stays until its standard
# input ends; so do all that it forks. `{` and `}` hold what a child does, which is done before its parent goes on.
#
#   group=DIRECTORY  goes into that control group          uid=N       becomes that user for good (its descriptors are root's then)
#   euid=N           becomes it for a while                name=NAME   is called so (comm);  title=TEXT  its command line
#   tcp=PORT[:ADDRESS[:WITHIN]]  listens; WITHIN: is not told of connections before their first byte
#   tcp6=PORT        listens on all addresses of IPv6        mptcp=PORT  listens with MPTCP
#   udp=PORT         binds                                 connect=PORT[:FROM]  connects on loopback
#   accept           takes one from the last listener      shut[=N]    closes the socket made last, or Nth; shut-all  all
#   workers=N[:UID]  forks as many that stay               run=LINE    has a shell run it
#   threads=DIRECTORY  goes with its one thread into that threaded group
#   await            prints "ready" and goes on at SIGUSR1, then to say so again (of the outermost process)
#   exec             is loaded anew, with its sockets      exit        ends (a daemon goes into the background, a maker hands on)
#   network          is loaded anew in another network
use strict;
use warnings;
use Socket;
use POSIX ();

$^F = 1_000;
my @sockets = map { open(my $handle, '+<&=', $_) or die "descriptor $_: $!"; $handle } split /,/, $ENV{SOCKETS} // '';
my $told = $ENV{TOLD} // 1;
my %named;

sub stay {
    tell_parent();
    my $bytes;
    while (sysread STDIN, $bytes, 1) { }
    POSIX::_exit(0);
}

sub tell_parent {
    POSIX::write($told, "ready\n", 6) if $told;
    POSIX::close($told) if $told;
    $told = 0;
}

sub write_file {
    my ($file, $text) = @_;
    open(my $handle, '>', $file) or die "$file: $!";
    syswrite($handle, $text) or die "$file: $!";
    close $handle;
}

sub become {
    my ($uid) = @_;
    $) = "$uid $uid";
    POSIX::setgid($uid);
    POSIX::setuid($uid) or die "setuid: $!";
}

# Perl has the name of the process follow its command line.
sub rename_to {
    my ($comm, $title) = @_;
    $0 = $title;
    write_file('/proc/self/comm', $comm) if $title ne $comm;
}

# Forks; what the child is to do is done when this returns in the parent.
sub child {
    my ($work) = @_;
    pipe(my $from, my $to) or die "pipe: $!";
    my $pid = fork() // die "fork: $!";
    if (!$pid) {
        close $from;
        $told = fileno $to;
        $work->();
        stay();
    }
    close $to;
    sysread($from, my $bytes, 6) or die 'A child has ended.';
    close $from;
}

sub load_anew {
    my ($before, @operations) = @_;
    $ENV{SOCKETS} = join ',', map { fileno $_ } @sockets;
    $ENV{TOLD} = $told;
    exec @$before, $^X, $ENV{DAEMON}, @operations or die "exec: $!";
}

sub made {
    my ($type, $reuse) = @_;
    socket(my $socket, PF_INET, $type, 0) or die "socket: $!";
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) if $reuse;
    push @sockets, $socket;
    return $socket;
}

my %do = (
    group => sub { write_file("$_[0]/cgroup.procs", "$$") },
    uid => sub { become($_[0]) },
    euid => sub { $> = $_[0] },
    name => sub { rename_to($_[0], $named{title} // $_[0]); $named{comm} = $_[0] },
    title => sub { rename_to($named{comm} // 'perl', $_[0]); $named{title} = $_[0] },
    tcp => sub {
        my ($port, $address, $within) = split /:/, $_[0];
        my $socket = made(SOCK_STREAM, 1);
        # IPPROTO_TCP, TCP_DEFER_ACCEPT: seconds
        setsockopt($socket, 6, 9, 0 + $within) if $within;
        bind($socket, sockaddr_in($port, inet_aton($address || '127.0.0.1'))) or die "bind $port: $!";
        listen($socket, 64) or die "listen: $!";
    },
    tcp6 => sub {
        socket(my $socket, PF_INET6, SOCK_STREAM, 0) or die "socket: $!";
        push @sockets, $socket;
        setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
        bind($socket, Socket::pack_sockaddr_in6($_[0], Socket::IN6ADDR_ANY())) or die "bind $_[0]: $!";
        listen($socket, 64) or die "listen: $!";
    },
    mptcp => sub {
        # IPPROTO_MPTCP
        socket(my $socket, PF_INET, SOCK_STREAM, 262) or die "socket: $!";
        push @sockets, $socket;
        bind($socket, sockaddr_in($_[0], inet_aton('127.0.0.1'))) or die "bind $_[0]: $!";
        listen($socket, 64) or die "listen: $!";
    },
    udp => sub { bind(made(SOCK_DGRAM), sockaddr_in($_[0], inet_aton('127.0.0.1'))) or die "bind: $!" },
    connect => sub {
        my ($port, $from) = split /:/, $_[0];
        my $socket = made(SOCK_STREAM, 1);
        bind($socket, sockaddr_in($from, inet_aton('127.0.0.1'))) or die "bind $from: $!" if $from;
        connect($socket, sockaddr_in($port, inet_aton('127.0.0.1'))) or die "connect $port: $!";
    },
    accept => sub {
        my $accepted = accept(my $socket, $sockets[-1]) or die "accept: $!";
        push @sockets, $socket;
    },
    shut => sub { close splice @sockets, $_[0] // -1, 1 },
    'shut-all' => sub { close $_ for splice @sockets },
    workers => sub {
        my ($count, $uid) = split /:/, $_[0];
        for (1 .. $count) { child(sub { become($uid) if defined $uid }) }
    },
    threads => sub { write_file("$_[0]/cgroup.threads", "$$") },
    await => sub {
        my $isTold = 0;
        local $SIG{USR1} = sub { $isTold = 1 };
        POSIX::write($told, "ready\n", 6);
        until ($isTold) {
            vec(my $readable = '', fileno(STDIN), 1) = 1;
            POSIX::_exit(0) if select($readable, undef, undef, 0.01) > 0;
        }
    },
    run => sub { system($_[0]) == 0 or die "$_[0] failed" },
    exit => sub { tell_parent(); POSIX::_exit(0) },
);

sub perform {
    my @operations = @_;
    while (defined(my $operation = shift @operations)) {
        if ($operation eq '{') {
            my @inner;
            for (my $depth = 1; $depth;) {
                my $next = shift @operations // die 'A { has no }.';
                $depth += $next eq '{' ? 1 : $next eq '}' ? -1 : 0;
                push @inner, $next if $depth;
            }
            child(sub { perform(@inner) });
            next;
        }
        load_anew([], @operations) if $operation eq 'exec';
        load_anew(['unshare', '--net'], @operations) if $operation eq 'network';
        my ($name, $value) = split /=/, $operation, 2;
        ($do{$name} // die "There is no $name.")->($value);
    }
}

$ENV{DAEMON} //= $0;
perform(@ARGV);
stay();
