// SPDX-License-Identifier: MIT
// Pictures of hit counts and of intrusion detection.
#include "desktop/estate/document.h"
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/places/table_place.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/table_view.h"

#include <QAction>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// What was read a moment ago as it looks after two weeks: busy on weekdays, one rule unused.
hits::HitTablePointer afterTwoWeeks(const hits::HitTable& now) {
    const auto table = std::make_shared<hits::HitTable>(now);
    constexpr qint64 weekday = 9;
    constexpr qint64 weekend = 2;
    for (hits::HitHistory& history : *table) {
        const qint64 daily = history.track.total / 100;
        for (std::size_t day = 0; day < history.days.size(); ++day) {
            const bool isWeekend = day % 7 >= 5;
            const auto swing = static_cast<qint64>((day * 5 + history.track.number.size()) % 4);
            history.days[day] = daily * (isWeekend ? weekend : weekday + swing) / weekday;
        }
        if (history.track.total == 0) {
            history.track.quietSince = history.track.latest - 93 * hits::kSecondsPerDay;
            history.track.first = history.track.quietSince;
        } else {
            history.track.lastHit = history.track.latest;
        }
    }
    return table;
}

} // namespace

void PictureMaker::addHits() {
    addStep(
        u"hits"_s, [this] { return m_window->document().hits() != nullptr; },
        [this] {
            m_window->showPlace(PlaceId::Firewall);
            Document& document = m_window->document();
            document.setHits(afterTwoWeeks(*document.hits()));
            m_window->tablePlace(PlaceId::Firewall)
                .goTo(document.snapshot()->policies().at(4).rules.front().header.path);
        });
    addStep(u"hits light"_s, {}, [this] {
        photograph(u"hits-light"_s);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"hits dark"_s, {}, [this] {
        photograph(u"hits-dark"_s);
        m_window->actions().themeLight->trigger();
        m_window->tablePlace(PlaceId::Firewall).filterBar().setText(u"is:unused"_s);
    });
    addStep(u"unused"_s, {}, [this] {
        photograph(u"hits-unused"_s);
        m_window->tablePlace(PlaceId::Firewall).filterBar().setText({});
    });
}

void PictureMaker::addIdps() {
    const auto place = [this]() -> IdpsPlace& {
        return static_cast<IdpsPlace&>(m_window->place(PlaceId::Idps));
    };
    const auto isRead = [place] {
        const IdpsReader& reader = place().reader();
        return !reader.isBusy() && reader.readAt().isValid();
    };
    const auto choose = [place](IdpsPage page, int row) {
        place().showPage(page);
        TableView& table = place().list(page).table();
        table.setCurrentIndex(table.model()->index(row, 1));
        table.setFocus();
    };
    addStep(u"idps"_s, {}, [this] { m_window->showPlace(PlaceId::Idps); });
    addStep(u"idps events"_s, isRead, [choose] { choose(IdpsPage::Events, 2); });
    addStep(u"idps light"_s, {}, [this] {
        photograph(u"idps-light"_s);
        photograph(u"idps-200"_s, 2.0);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"idps dark"_s, {}, [this, choose] {
        photograph(u"idps-dark"_s);
        choose(IdpsPage::Rules, 1);
    });
    addStep(u"idps rules"_s, {}, [this, choose] {
        photograph(u"idps-rules-dark"_s);
        m_window->actions().themeLight->trigger();
        choose(IdpsPage::Clusters, 0);
    });
    addStep(u"idps clusters"_s, {}, [this, choose] {
        photograph(u"idps-clusters"_s);
        choose(IdpsPage::Profiles, 1);
    });
    addStep(u"idps profiles"_s, {}, [this, place] {
        photograph(u"idps-profiles"_s);
        place().showPage(IdpsPage::Signatures);
    });
    addStep(u"idps signatures"_s, isRead, [this, place] {
        photograph(u"idps-signatures"_s);
        place().setConnected(false);
    });
    addStep(u"idps offline"_s, {}, [this, place] {
        photograph(u"idps-offline"_s);
        place().setConnected(true);
    });
    addStep(u"idps large"_s, isRead, [this, choose] {
        for (int i = 0; i < 10; ++i) {
            m_window->actions().zoomIn->trigger();
        }
        choose(IdpsPage::Events, 2);
    });
    addStep(u"idps zoom"_s, {}, [this] {
        photograph(u"idps-zoom-200"_s);
        m_window->actions().zoomReset->trigger();
        m_window->showPlace(PlaceId::Firewall);
    });
}

} // namespace bulkhead::desktop
