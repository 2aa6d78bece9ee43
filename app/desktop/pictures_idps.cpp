// SPDX-License-Identifier: MIT
// Pictures of intrusion detection.
#include "desktop/estate/document.h"
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/table_view.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"

#include <QAction>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

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
    addStep(u"idps signatures"_s, isRead, [this] { photograph(u"idps-signatures"_s); });
}

} // namespace bulkhead::desktop
