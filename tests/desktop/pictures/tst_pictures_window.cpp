// SPDX-License-Identifier: MIT
// Pictures of the window itself: nothing yet, connecting, what goes wrong on the way, the palette,
// help, and every place in letters of twice the size.
#include "desktop/connection/certificate_dialog.h"
#include "desktop/connection/password_dialog.h"
#include "desktop/finder/command_palette.h"
#include "desktop/finder/navigator.h"
#include "desktop/help_dialogs.h"
#include "desktop/history/history_bar.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/pictures/picture_desk.h"
#include "desktop/pictures/picture_estates.h"
#include "desktop/widgets/progress_strip.h"

#include <QLineEdit>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::PictureDesk;

namespace {

const std::array<std::pair<PlaceId, const char*>, 8> kPlaces{{{PlaceId::Firewall, "firewall"},
                                                              {PlaceId::Groups, "groups"},
                                                              {PlaceId::Inventory, "inventory"},
                                                              {PlaceId::Services, "services"},
                                                              {PlaceId::Exclusions, "exclusions"},
                                                              {PlaceId::Traceflow, "traceflow"},
                                                              {PlaceId::Idps, "idps"},
                                                              {PlaceId::History, "history"}}};

QString largeState(const char* place) {
    return QLatin1StringView(place) + u"-large"_s;
}

} // namespace

class TestPicturesWindow final : public QObject, protected PictureDesk {
    Q_OBJECT

    [[nodiscard]] CommandPalette& palette() const { return window().navigator().palette(); }
    void find(const QString& words) {
        palette().findChild<QLineEdit*>(u"paletteLine"_s)->setText(words);
        QTRY_VERIFY_WITH_TIMEOUT(!palette().isSearching(), kPatience);
    }
    [[nodiscard]] config::Target stranger() const {
        config::Target target = m_desk.demo().target();
        target.name = u"nsx-prod"_s;
        target.environment = u"production"_s;
        target.fingerprintSha256.clear();
        return target;
    }
    void leave() {
        window().actions().disconnect->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(document().isEmpty() && !window().session().isConnected(),
                                 kPatience);
    }

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() {
        QStringList states{u"window-welcome"_s,  u"window-reading"_s,     u"window-refreshing"_s,
                           u"window-password"_s, u"window-certificate"_s, u"window-production"_s,
                           u"window-denied"_s,   u"window-unreachable"_s, u"palette-start"_s,
                           u"palette-found"_s,   u"palette-nothing"_s,    u"palette-long"_s,
                           u"help-shortcuts"_s,  u"help-about"_s};
        for (const auto& place : kPlaces) {
            states << largeState(place.second);
        }
        m_book.verifyComplete(states);
        close();
    }

    void lettersOfTwiceTheSize() {
        Theme& theme = **Theme::install();
        theme.setZoom(200);
        window().resize(1920, 1080);
        for (const auto& [id, name] : kPlaces) {
            window().showPlace(id);
            if (id == PlaceId::Idps) {
                const auto& idps = static_cast<IdpsPlace&>(window().place(id));
                QTRY_VERIFY_WITH_TIMEOUT(!idps.reader().isBusy(), kPatience);
            } else if (id == PlaceId::History) {
                const auto* bar = window().findChild<HistoryBar*>();
                QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(u"intact"_s), kPatience);
            }
            take(largeState(name));
        }
        theme.setZoom(100);
        window().resize(tests::kPictureSize);
        window().showPlace(PlaceId::Firewall);
    }

    void whatIsFound() {
        window().navigator().openPalette()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!palette().isSearching(), kPatience);
        take(u"palette-start"_s);
        find(u"web"_s);
        take(u"palette-found"_s);
        find(u"qqqqqqqq"_s);
        take(u"palette-nothing"_s);
        palette().dismiss();
    }

    void help() {
        ShortcutsDialog shortcuts(window().actions(), &window());
        shortcuts.show();
        takeWith(u"help-shortcuts"_s, shortcuts);
        AboutDialog about(&window());
        about.show();
        takeWith(u"help-about"_s, about);
    }

    void readingAgain() {
        simulator::Fault late;
        late.kind = simulator::Fault::Kind::Delay;
        late.delayMs = 120'000;
        late.count = -1;
        manager().addFault(late);
        window().actions().refresh->trigger();
        QTRY_VERIFY(shown<ProgressStrip>() != nullptr);
        take(u"window-refreshing"_s);
        window().session().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!window().session().isBusy(), kPatience);
        manager().clearFaults();
    }

    void theFirstContact() {
        leave();
        notice().hide();
        take(u"window-welcome"_s);
        window().connectToTarget(stranger());
        QTRY_VERIFY_WITH_TIMEOUT(shown<PasswordDialog>() != nullptr, kPatience);
        auto* password = shown<PasswordDialog>();
        takeWith(u"window-password"_s, *password);
        password->findChild<QLineEdit*>(u"passwordField"_s)
            ->setText(m_desk.demo().password().reveal());
        password->findChild<QAbstractButton*>(u"passwordConnect"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(shown<CertificateDialog>() != nullptr, kPatience);
        auto* certificate = shown<CertificateDialog>();
        takeWith(u"window-certificate"_s, *certificate);
        simulator::Fault late;
        late.kind = simulator::Fault::Kind::Delay;
        late.delayMs = 120'000;
        late.pathContains = "search";
        manager().addFault(late);
        certificate->findChild<QAbstractButton*>(u"certificateTrust"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(shown<ProgressStrip>() != nullptr && document().isEmpty(),
                                 kPatience);
        take(u"window-reading"_s);
        window().session().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!window().session().isBusy(), kPatience);
        manager().clearFaults();
        window().session().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!window().session().isBusy(), kPatience);
        QVERIFY2(!notice().isVisible(), qPrintable(notice().text()));
        QTRY_VERIFY_WITH_TIMEOUT(!document().isEmpty() && document().search() != nullptr &&
                                     document().members()->isComplete(),
                                 kPatience);
        take(u"window-production"_s);
    }

    void whatGoesWrong() {
        leave();
        breakManager(403, 401, "policy/api");
        window().connectToTarget(m_desk.demo().target());
        QTRY_VERIFY_WITH_TIMEOUT(notice().isVisible() && !window().session().isBusy(), kPatience);
        take(u"window-denied"_s);
        manager().clearFaults();
        config::Target gone = m_desk.demo().target();
        gone.name = u"nsx-lab"_s;
        gone.port = 1; // nobody listens there
        qputenv("VMWARE_NSX_SECURITY_NSX_LAB_PASSWORD", "not needed");
        window().connectToTarget(gone);
        QTRY_VERIFY_WITH_TIMEOUT(notice().isVisible() && !window().session().isBusy(), kPatience);
        take(u"window-unreachable"_s);
    }

    void aPaletteOfLongNames() {
        showEstate(tests::longEstate());
        window().navigator().openPalette()->trigger();
        find(u"site"_s);
        take(u"palette-long"_s);
        palette().dismiss();
    }
};

PICTURE_MAIN(TestPicturesWindow)
#include "tst_pictures_window.moc"
