// SPDX-License-Identifier: MIT
#include "mcp/context_service.h"

#include "mcp/prompt_service.h"

#include <QPointer>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

ContextService::ContextService(const ops::Pipeline& pipeline,
                               std::shared_ptr<guard::AuditReader> audit, InFlight& inFlight,
                               std::shared_ptr<Outlet> wire, std::chrono::milliseconds pollInterval,
                               QObject* parent)
    : QObject(parent),
      m_reader(pipeline, std::move(audit)),
      m_watch(m_reader, pollInterval),
      m_resources(m_reader, inFlight, m_running),
      m_completion(NameSource(pipeline), inFlight, m_running),
      m_subscriptions(m_watch, m_resources, inFlight, std::move(wire)) {}

void ContextService::addTo(MethodTable& methods) {
    const Versions legacy{ProtocolVersion::V2024_11_05, kLatestLegacy};
    const Versions modern{ProtocolVersion::V2026_07_28, ProtocolVersion::V2026_07_28};
    methods.announce(u"resources"_s, {{u"subscribe"_s, true}});
    methods.announce(u"prompts"_s, {});
    methods.announce(u"completions"_s, {}, {ProtocolVersion::V2025_03_26});
    methods.add(u"resources/list"_s, [this](const Request& r) { m_resources.list(r); });
    methods.add(u"resources/templates/list"_s,
                [this](const Request& r) { m_resources.listTemplates(r); });
    methods.add(u"resources/read"_s, [this](const Request& r) { m_resources.read(r); });
    methods.add(
        u"resources/subscribe"_s, [this](const Request& r) { m_subscriptions.subscribe(r); },
        legacy);
    methods.add(
        u"resources/unsubscribe"_s, [this](const Request& r) { m_subscriptions.unsubscribe(r); },
        legacy);
    methods.add(
        u"subscriptions/listen"_s, [this](const Request& r) { m_subscriptions.listen(r); }, modern);
    methods.add(u"prompts/list"_s, &prompt_service::list);
    methods.add(u"prompts/get"_s, &prompt_service::get);
    methods.add(u"completion/complete"_s, [this](const Request& r) { m_completion.complete(r); });
}

void ContextService::onIdle(std::function<void()> callback) {
    const auto check = [self = QPointer<ContextService>(this), callback = std::move(callback)] {
        if (self && self->isIdle()) {
            callback();
        }
    };
    m_running.onIdle(check);
    connect(&m_watch, &ChangeWatch::idle, this, check);
}

} // namespace bulkhead::mcp
