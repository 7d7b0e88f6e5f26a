#include "service/api/admin_service.h"

#include "service/api/handlers.h"

namespace cordee::service {

grpc::ServerUnaryReactor* AdminServiceImpl::GetServerInfo(grpc::CallbackServerContext* rpc,
                                                          const v1::GetServerInfoRequest* request,
                                                          v1::GetServerInfoResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.AdminService.GetServerInfo", rpc, request,
                 response, cordee::service::GetServerInfo);
}

grpc::ServerUnaryReactor* AdminServiceImpl::CreateToken(grpc::CallbackServerContext* rpc,
                                                        const v1::CreateTokenRequest* request,
                                                        v1::CreateTokenResponse* response) {
  return RunWrite(context_, "cordee.v1.AdminService.CreateToken", rpc, request, response,
                  cordee::service::CreateToken);
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListTokens(grpc::CallbackServerContext* rpc,
                                                       const v1::ListTokensRequest* request,
                                                       v1::ListTokensResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.AdminService.ListTokens", rpc, request,
                 response, cordee::service::ListTokens);
}

grpc::ServerUnaryReactor* AdminServiceImpl::RevokeToken(grpc::CallbackServerContext* rpc,
                                                        const v1::RevokeTokenRequest* request,
                                                        v1::RevokeTokenResponse* response) {
  return RunWrite(context_, "cordee.v1.AdminService.RevokeToken", rpc, request, response,
                  cordee::service::RevokeToken);
}

}  // namespace cordee::service
