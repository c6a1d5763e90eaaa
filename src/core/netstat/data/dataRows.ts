/** All that makes rows of what netstat knows. */
export { counterData, masqueradeData } from './counterData';
export { appletalkData, ax25Data, ipxData, netromData, roseData, x25Data } from './familyData';
export { groupData, interfaceData } from './interfaceData';
export { internetData } from './internetData';
export { openOwners } from './ownerData';
export {
  appletalkRouteData,
  ax25RouteData,
  inet6RouteData,
  inetCacheData,
  inetRouteData,
  ipxRouteData,
  netromRouteData,
  roseRouteData,
  x25RouteData,
} from './routeData';
export { sctpData, unixData } from './socketData';
