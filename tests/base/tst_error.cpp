// SPDX-License-Identifier: MIT
#include "base/result.h"

#include <QSet>
#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void putsTheRemedyFirstAndKeepsTheManagersWords() {
        Error error{ErrorKind::Refused, u"Remove the rules first."_s,
                    u"Policy web cannot be deleted."_s, u"/infra/web"_s, std::nullopt};
        error.fault = ManagerFault{400, 500030, u"policy"_s, u"it is being referenced"_s};
        QCOMPARE(error.message(),
                 u"Remove the rules first. Policy web cannot be deleted. NSX answered 400, error "
                 u"code 500030: it is being referenced."_s);
        QCOMPARE(error.explanation(), u"Policy web cannot be deleted. NSX answered 400, error code "
                                      u"500030: it is being referenced."_s);
    }

    void isOneCleanLine() {
        Error error{ErrorKind::Failed, u"Try again."_s, u"a\nb\x1b[0m"_s, {}, std::nullopt};
        error.fault = ManagerFault{500, std::nullopt, {}, u"x\r\n\u202ey"_s};
        for (const QChar c : error.message()) {
            QVERIFY(c.category() != QChar::Other_Control);
            QVERIFY(c.category() != QChar::Other_Format);
        }
    }

    void namesEveryKindOnce() {
        QSet<QString> names;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Cancelled); ++kind) {
            names.insert(errorKindName(static_cast<ErrorKind>(kind)));
        }
        QCOMPARE(names.size(), static_cast<int>(ErrorKind::Cancelled) + 1);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
