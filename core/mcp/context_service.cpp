// SPDX-License-Identifier: MIT
#include "mcp/context_service.h"

#include "mcp/prompt_service.h"

#include <QHash>
#include <QPointer>

#include <cstdint>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

enum class Eras : std::uint8_t { Both, LegacyOnly, ModernOnly };

} // namespace

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

bool ContextService::handle(const ClientRequest& request) {
    using Handler = void (*)(ContextService&, const ClientRequest&);
    struct Method {
        Eras eras = Eras::Both;
        Handler handler = nullptr;
    };
    static const QHash<QString, Method> methods{
        {u"resources/list"_s,
         {Eras::Both,
          [](ContextService& self, const ClientRequest& r) { self.m_resources.list(r); }}},
        {u"resources/templates/list"_s,
         {Eras::Both,
          [](ContextService& self, const ClientRequest& r) { self.m_resources.listTemplates(r); }}},
        {u"resources/read"_s,
         {Eras::Both,
          [](ContextService& self, const ClientRequest& r) { self.m_resources.read(r); }}},
        {u"resources/subscribe"_s,
         {Eras::LegacyOnly,
          [](ContextService& self, const ClientRequest& r) { self.m_subscriptions.subscribe(r); }}},
        {u"resources/unsubscribe"_s,
         {Eras::LegacyOnly, [](ContextService& self,
                               const ClientRequest& r) { self.m_subscriptions.unsubscribe(r); }}},
        {u"subscriptions/listen"_s,
         {Eras::ModernOnly,
          [](ContextService& self, const ClientRequest& r) { self.m_subscriptions.listen(r); }}},
        {u"prompts/list"_s,
         {Eras::Both,
          [](ContextService& /*self*/, const ClientRequest& r) { prompt_service::list(r); }}},
        {u"prompts/get"_s,
         {Eras::Both,
          [](ContextService& /*self*/, const ClientRequest& r) { prompt_service::get(r); }}},
        {u"completion/complete"_s,
         {Eras::Both,
          [](ContextService& self, const ClientRequest& r) { self.m_completion.complete(r); }}},
    };
    const auto found = methods.constFind(request.method);
    const Eras other = request.dialect.isModern() ? Eras::LegacyOnly : Eras::ModernOnly;
    if (found == methods.cend() || found->eras == other) {
        return false;
    }
    found->handler(*this, request);
    return true;
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
