// SPDX-License-Identifier: MIT
#include "console/stdio_transport.h"

#include <QSignalSpy>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

using namespace bulkhead::console;

namespace {

constexpr qsizetype kTooLong = qsizetype{17} * 1024 * 1024;
constexpr qsizetype kMoreThanAPipe = qsizetype{1024} * 1024;

/// The client's ends of two pipes; the transport owns the others.
struct Pipes {
    int toServer = -1;
    int fromServer = -1;
    std::unique_ptr<StdioTransport> transport;

    Pipes() {
        int in[2] = {-1, -1};
        int out[2] = {-1, -1};
        if (::pipe(in) == 0 && ::pipe(out) == 0) {
            toServer = in[1];
            fromServer = out[0];
            ::fcntl(fromServer, F_SETFL, O_NONBLOCK);
            ::fcntl(toServer, F_SETFL, O_NONBLOCK);
            transport = std::make_unique<StdioTransport>(in[0], out[1], nullptr);
            transport->start();
        }
    }
    ~Pipes() {
        closeInput();
        closeOutput();
    }
    void write(const QByteArray& bytes) const {
        qsizetype done = 0;
        // The pipe is smaller than the longest line: let the transport read in between.
        QVERIFY(QTest::qWaitFor(
            [&] {
                const ssize_t step = ::write(toServer, bytes.constData() + done,
                                             static_cast<std::size_t>(bytes.size() - done));
                done += step > 0 ? step : 0;
                return done == bytes.size();
            },
            30'000));
    }
    [[nodiscard]] QByteArray read() const {
        QByteArray all;
        char buffer[65536];
        ssize_t size = 0;
        while ((size = ::read(fromServer, buffer, sizeof buffer)) > 0) {
            all.append(buffer, size);
        }
        return all;
    }
    void closeInput() { closeEnd(toServer); }
    void closeOutput() { closeEnd(fromServer); }

private:
    static void closeEnd(int& end) {
        if (end >= 0) {
            ::close(end);
            end = -1;
        }
    }
};

} // namespace

class TestStdioTransport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void splitsLines_data() {
        QTest::addColumn<QByteArrayList>("pieces");
        QTest::addColumn<QByteArrayList>("lines");
        using List = QByteArrayList;
        QTest::newRow("one") << List{"a\n"} << List{"a"};
        QTest::newRow("two in one piece") << List{"a\nb\n"} << List{"a", "b"};
        QTest::newRow("one in pieces") << List{"a", "b", "c\n"} << List{"abc"};
        QTest::newRow("carriage returns") << List{"a\r\nb\r", "\n"} << List{"a", "b"};
        QTest::newRow("blank lines") << List{"\n\r\n  \na\n"} << List{"a"};
        QTest::newRow("unfinished") << List{"a\nb"} << List{"a"};
    }
    void splitsLines() {
        QFETCH(const QByteArrayList, pieces);
        QFETCH(const QByteArrayList, lines);
        Pipes pipes;
        QByteArrayList received;
        connect(pipes.transport.get(), &StdioTransport::lineReceived, this,
                [&received](const QByteArray& line) { received << QByteArray(line); });
        QSignalSpy closed(pipes.transport.get(), &StdioTransport::closed);
        for (const QByteArray& piece : pieces) {
            pipes.write(piece);
        }
        pipes.closeInput();
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(received, lines);
    }

    void throwsAwayWhatIsTooLong() {
        Pipes pipes;
        QByteArrayList received;
        connect(pipes.transport.get(), &StdioTransport::lineReceived, this,
                [&received](const QByteArray& line) { received << QByteArray(line); });
        QSignalSpy tooLong(pipes.transport.get(), &StdioTransport::lineTooLong);
        pipes.write("before\n" + QByteArray(kTooLong, 'x') + "\nafter\n");
        QTRY_COMPARE(received, QByteArrayList({"before", "after"}));
        QCOMPARE(tooLong.count(), 1);
    }

    void neverBlocksOnASlowReader() {
        Pipes pipes;
        const QByteArray line(kMoreThanAPipe, 'y');
        pipes.transport->send(line); // far more than a pipe holds, and nobody reads
        QVERIFY(!pipes.transport->isFlushed());
        QSignalSpy received(pipes.transport.get(), &StdioTransport::lineReceived);
        pipes.write("still listening\n");
        QTRY_COMPARE(received.count(), 1);
        QByteArray all;
        const auto hasEnded = [&] {
            all += pipes.read();
            return all.endsWith('\n');
        };
        QTRY_VERIFY(hasEnded());
        QCOMPARE(all, line + '\n');
        QVERIFY(pipes.transport->isFlushed());
    }

    void noticesThatTheReaderIsGone() {
        Pipes pipes;
        QSignalSpy closed(pipes.transport.get(), &StdioTransport::closed);
        pipes.closeOutput();
        pipes.transport->send("anybody?");
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(pipes.transport->isFlushed());
        pipes.transport->send("hello?");
        QCOMPARE(closed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestStdioTransport)
#include "tst_stdio_transport.moc"
