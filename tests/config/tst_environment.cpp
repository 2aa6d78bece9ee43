// SPDX-License-Identifier: MIT
#include "config/environment.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::config;

class TestEnvironment final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kinds_data() {
        using Kind = EnvironmentKind;
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("kind");
        const auto row = [](const QString& word, Kind kind) {
            QTest::newRow(qPrintable(word.isEmpty() ? u"empty"_s : word))
                << word << static_cast<int>(kind);
        };
        row({}, Kind::Unknown);
        row(u"main"_s, Kind::Unknown);
        for (const QString& word :
             {u"production"_s, u"PROD"_s, u"eu-prod-2"_s, u"euprod"_s, u"prd"_s, u"live"_s,
              u"latest-prod"_s, u"canon-prod"_s, u"premium prod"_s, u"prod-test"_s, u"demo-prod"_s,
              u"preprod and prod"_s}) {
            row(word, Kind::Production);
        }
        for (const QString& word :
             {u"preprod"_s, u"pre-prod"_s, u"Pre Production"_s, u"non-prod"_s, u"nonprod"_s,
              u"not_production"_s, u"staging"_s, u"test"_s, u"qa"_s, u"UAT-3"_s}) {
            row(word, Kind::Staging);
        }
        for (const QString& word : {u"dev"_s, u"development"_s, u"lab-4"_s, u"sandbox"_s}) {
            row(word, Kind::Development);
        }
        row(u"demo"_s, Kind::Demo);
        row(u"delivery"_s, Kind::Unknown);
    }
    void kinds() {
        QFETCH(const QString, word);
        QTEST(static_cast<int>(environmentKind(word)), "kind");
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
