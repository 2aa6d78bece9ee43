// SPDX-License-Identifier: MIT
// IdpsPlace: intrusion detection at a glance: four numbers, events over time, and the lists.
#pragma once

#include "desktop/places/place.h"
#include "snapshot/snapshot.h"

#include <QJsonObject>

#include <array>

class QAction;
class QButtonGroup;
class QLabel;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace bulkhead::desktop {

class EmptyState;
class FigureTile;
class IdpsList;
class IdpsReader;
class NoticeStrip;
class OperationRunner;
class TrendChart;

enum class IdpsPage : quint8 { Clusters, Events, Rules, Profiles, Signatures };
inline constexpr std::size_t kIdpsPages = 5;

class IdpsPlace final : public Place {
    Q_OBJECT

public:
    /// `runner` is this place's own and outlives it.
    IdpsPlace(Document& document, OperationRunner& runner, QWidget* parent = nullptr);

    /// Whether there is a manager that can be asked; another one when `isAnother`.
    void setConnected(bool connected);
    void showPage(IdpsPage page);
    [[nodiscard]] IdpsList& list(IdpsPage page) const;
    [[nodiscard]] IdpsReader& reader() const { return *m_reader; }
    /// Changes, each confirmed before anything is sent.
    [[nodiscard]] const std::array<QAction*, 5>& changes() const { return m_changes; }

    [[nodiscard]] bool holds(const QString& key) const override;
    bool goTo(const QString& key) override;
    [[nodiscard]] QString currentKey() const override;
    [[nodiscard]] QString currentPart() const override;
    [[nodiscard]] std::vector<QAction*> commands() const override;
    void focusContent() override;
    void focusFilter() override;
    void setInspectorVisible(bool visible) override;
    void copySelection() const override;
    void saveLayout() const override;
    [[nodiscard]] Inspector* inspectorPane() const override;
    [[nodiscard]] TableHeader* columns() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeHeader();
    void makeLists();
    void makeChanges();
    [[nodiscard]] QWidget* eventsPage();
    [[nodiscard]] IdpsList& currentList() const;
    void watch();
    void fill();
    void fillFigures();
    void showState();
    void showBusy();
    void updateChanges();
    void change(const QString& operation, const QJsonObject& arguments);
    void changeRule(const QJsonObject& what);
    void changeCluster(bool enabled);

    OperationRunner& m_runner;
    IdpsReader* m_reader;
    QStackedWidget* m_states;
    EmptyState* m_empty;
    QWidget* m_content;
    NoticeStrip* m_notice;
    std::array<FigureTile*, 4> m_figures{};
    QButtonGroup* m_tabs;
    QLabel* m_age;
    QToolButton* m_refresh;
    QToolButton* m_cancel;
    QStackedWidget* m_pages;
    std::array<IdpsList*, kIdpsPages> m_lists{};
    TrendChart* m_trend = nullptr;
    QTimer* m_search; ///< waits until the person stops typing
    std::array<QAction*, 5> m_changes{};
    std::array<QToolButton*, 5> m_buttons{}; ///< of the changes
    QString m_manager;                       ///< that is shown; empty: none
    snapshot::SnapshotPointer m_named;       ///< whose names are shown
    bool m_connected = false;
};

} // namespace bulkhead::desktop
