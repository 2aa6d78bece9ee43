// SPDX-License-Identifier: MIT
#include "ops/source_provider.h"
#include "snapshot/formats.h"
#include "support/await.h"
#include "support/estate_builder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

class TestSourceProvider final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            return {};
        }
        return file.fileName();
    }

private Q_SLOTS:
    void readsNothingBeforeItIsAsked() {
        SourceOptions options;
        options.configFile = u"/nonexistent/config.yaml"_s;
        options.snapshotFile = u"/nonexistent/estate.json"_s;
        const SourceProvider provider(options);
    }

    void knowsTheConfiguredTargets() {
        SourceOptions options;
        options.configFile = write(u"two.yaml"_s, "targets:\n"
                                                  "  one: {host: a.example, environment: lab}\n"
                                                  "  two: {host: b.example, read_only: true}\n"
                                                  "default_target: two\n");
        SourceProvider provider(options);
        const auto known = provider.knownTargets();
        QVERIFY2(known, qPrintable(known ? QString() : known.error().message()));
        QCOMPARE(known->names, QStringList({u"one"_s, u"two"_s}));
        QCOMPARE(known->defaultName, u"two"_s);
        QCOMPARE(provider.describe(QString())->name, u"two"_s);
        QVERIFY(provider.describe(QString())->readOnly);
        QCOMPARE(provider.describe(u"one"_s)->environment, u"lab"_s);
        QVERIFY(!provider.describe(u"three"_s));
    }

    void triesAConfigurationAgain() {
        SourceOptions options;
        options.configFile = m_folder.filePath(u"later.yaml"_s);
        SourceProvider provider(options);
        QVERIFY(!provider.describe(QString()));
        write(u"later.yaml"_s, "targets:\n  one: {host: a.example}\n");
        QVERIFY(provider.describe(QString()));
    }

    void opensTheDemoForTwoAtOnce() {
        SourceOptions options;
        options.demo = true;
        SourceProvider provider(options);
        auto first = provider.open(QString(), CancellationToken());
        auto second = provider.open(u"demo"_s, CancellationToken());
        const auto a = tests::await(std::move(first));
        const auto b = tests::await(std::move(second));
        QVERIFY(a && b);
        QCOMPARE(a->source, b->source);
        QVERIFY(!provider.describe(u"other"_s));
        QVERIFY(tests::await(provider.close()));
    }

    void opensASnapshotFileOnce() {
        tests::EstateBuilder estate;
        estate.policy(u"web"_s, u"Application"_s, 10);
        SourceOptions options;
        options.snapshotFile = write(u"estate.json"_s, snapshot::write(*estate.make()));
        SourceProvider provider(options);
        auto first = provider.open(QString(), CancellationToken());
        auto second = provider.open(QString(), CancellationToken());
        const auto a = tests::await(std::move(first));
        const auto b = tests::await(std::move(second));
        QVERIFY(a && b);
        QCOMPARE(a->source, b->source);
        QVERIFY(provider.describe(QString())->offline);
        const auto refused = tests::await(provider.open(u"elsewhere"_s, CancellationToken()));
        QVERIFY(!refused);
    }

    void triesASnapshotFileAgain() {
        SourceOptions options;
        options.snapshotFile = write(u"cut.json"_s, "{\"format\": \"bulkhead-snap");
        SourceProvider provider(options);
        const auto broken = tests::await(provider.open(QString(), CancellationToken()));
        QVERIFY(!broken);
        QVERIFY(broken.error().message().contains(u"cut.json"_s));
        write(u"cut.json"_s, snapshot::write(*tests::EstateBuilder().make()));
        QVERIFY(tests::await(provider.open(QString(), CancellationToken())));
    }

    void wantsAPassword() {
        SourceOptions options;
        options.configFile = write(u"one.yaml"_s, "targets:\n  one: {host: a.example}\n");
        SourceProvider provider(options);
        const auto opened = tests::await(provider.open(QString(), CancellationToken()));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Authentication);
        QVERIFY(opened.error().message().contains(u"VMWARE_NSX_SECURITY_ONE_PASSWORD"_s));
    }

    void readsAllOfASnapshot() {
        const auto estate = tests::EstateBuilder().policy(u"a"_s, u"Emergency"_s, 1).make();
        SourceProvider provider(estate);
        for (int again = 0; again < 3; ++again) {
            const auto all = tests::await(provider.readAll(QString(), CancellationToken(), {}));
            QVERIFY(all);
            QCOMPARE(*all, estate);
        }
    }
};

QTEST_GUILESS_MAIN(TestSourceProvider)
#include "tst_source_provider.moc"
