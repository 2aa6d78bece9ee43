// SPDX-License-Identifier: MIT
#include "mcp/seal.h"

#include <QTest>

using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

class TestSeal final : public QObject {
    Q_OBJECT

    qint64 m_now = 1'000'000;
    Seal m_seal{"a key of the test", [this] { return m_now; }};

private Q_SLOTS:
    void opensOnce() {
        const QString sealed = m_seal.close(SealPurpose::Question, u"f1"_s);
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f1"_s), SealState::Valid);
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f1"_s), SealState::Used);
    }

    void neverMakesTheSameTwice() {
        QVERIFY(m_seal.close(SealPurpose::Token, u"f"_s) !=
                m_seal.close(SealPurpose::Token, u"f"_s));
    }

    void expires() {
        const QString sealed = m_seal.close(SealPurpose::Question, u"f"_s);
        m_now += kSealedForMs - 1;
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f"_s), SealState::Valid);
        const QString late = m_seal.close(SealPurpose::Question, u"f"_s);
        m_now += kSealedForMs;
        QCOMPARE(m_seal.open(SealPurpose::Question, late, u"f"_s), SealState::Expired);
        // What was used is not forgotten before it has expired.
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f"_s), SealState::Expired);
    }

    void isAboutOneThing() {
        const QString question = m_seal.close(SealPurpose::Question, u"f"_s);
        QCOMPARE(m_seal.open(SealPurpose::Question, question, u"g"_s), SealState::Other);
        // The attempt has used it up.
        QCOMPARE(m_seal.open(SealPurpose::Question, question, u"f"_s), SealState::Used);
        const QString token = m_seal.close(SealPurpose::Token, u"f"_s);
        QCOMPARE(m_seal.open(SealPurpose::Question, token, u"f"_s), SealState::Other);
    }

    void noticesEveryChange() {
        const QString sealed = m_seal.close(SealPurpose::Question, u"f"_s);
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QString changed = sealed;
            changed[i] = changed.at(i) == u'A' ? u'B' : u'A';
            QCOMPARE(m_seal.open(SealPurpose::Question, changed, u"f"_s), SealState::Broken);
        }
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f"_s), SealState::Valid);
    }

    void refusesWhatIsNotItsOwn_data() {
        QTest::addColumn<QString>("sealed");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"yes please"_s;
        QTest::newRow("two parts") << u"v1.abc"_s;
        QTest::newRow("no code") << u"v1.e30."_s;
        QTest::newRow("other key") << Seal("another key", [] {
                                          return qint64{1'000'000};
                                      }).close(SealPurpose::Question, u"f"_s);
        QTest::newRow("other process") << Seal().close(SealPurpose::Question, u"f"_s);
    }
    void refusesWhatIsNotItsOwn() {
        QFETCH(const QString, sealed);
        QCOMPARE(m_seal.open(SealPurpose::Question, sealed, u"f"_s), SealState::Broken);
    }
};

QTEST_GUILESS_MAIN(TestSeal)
#include "tst_seal.moc"
